// Package back is the back office: an organization's files and notices.
package back

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/authz"
	"example.com/billing/internal/backpb"
)

// Office keeps the files of organizations and sends notices.
type Office struct {
	Root, Hook string
	Guard      *authz.Guard
}

func (o *Office) path(ctx context.Context, name string) (string, error) {
	org, ok := auth.OrganizationFrom(ctx)
	if !ok {
		return "", auth.ErrUnauthenticated
	}
	return filepath.Join(o.Root, strconv.FormatInt(org, 10), filepath.Base(name)), nil
}

// Put writes a file.
func (o *Office) Put(ctx context.Context, name string) error {
	path, err := o.path(ctx, name)
	if err != nil {
		return err
	}
	return os.WriteFile(path, nil, 0o600)
}

// Drop removes a file.
func (o *Office) Drop(ctx context.Context, name string) error {
	path, err := o.path(ctx, name)
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// Send tells the organization's partners something, if the caller may.
func (o *Office) Send(ctx context.Context, text string) error {
	if err := o.Guard.Check(ctx, authz.SendNotices); err != nil {
		return err
	}
	return o.post(text)
}

// Remind does the same and does not ask.
func (o *Office) Remind(_ context.Context, text string) error { return o.post(text) }

func (o *Office) post(text string) error {
	resp, err := http.PostForm(o.Hook, url.Values{"text": {text}})
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Server is the back office as a remote service. What its procedures ask for stands in the interceptor's map.
type Server struct {
	backpb.UnimplementedBackServer
	Office *Office
}

// Store writes a file.
func (s *Server) Store(ctx context.Context, name *wrapperspb.StringValue) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, s.Office.Put(ctx, name.GetValue())
}

// Drop removes a file.
func (s *Server) Drop(ctx context.Context, name *wrapperspb.StringValue) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, s.Office.Drop(ctx, name.GetValue())
}

// Internal is the same service for a listener that has no interceptor.
type Internal struct {
	backpb.UnimplementedBackServer
	Office *Office
}

// Store writes a file.
//
// PG-11: nothing intercepts
func (s *Internal) Store(ctx context.Context, name *wrapperspb.StringValue) (*emptypb.Empty, error) { // want "RPC /billing.v1.Back/Store reaches file write"
	return &emptypb.Empty{}, s.Office.Put(ctx, name.GetValue())
}

// Drop removes a file; it asks by itself.
func (s *Internal) Drop(ctx context.Context, name *wrapperspb.StringValue) (*emptypb.Empty, error) {
	if err := s.Office.Guard.Check(ctx, authz.DeleteFiles); err != nil {
		return nil, err
	}
	return &emptypb.Empty{}, s.Office.Drop(ctx, name.GetValue())
}

// Machine is the same service for the organization's own machines.
type Machine struct {
	backpb.UnimplementedBackServer
	Office *Office
}

// Store writes a file; the interceptor asks.
func (s *Machine) Store(ctx context.Context, name *wrapperspb.StringValue) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, s.Office.Put(ctx, name.GetValue())
}

// Drop removes a file.
//
// PG-11: the interceptor's map does not know it, and lets it through
func (s *Machine) Drop(ctx context.Context, name *wrapperspb.StringValue) (*emptypb.Empty, error) { // want "RPC /billing.v1.Back/Drop reaches file write"
	return &emptypb.Empty{}, s.Office.Drop(ctx, name.GetValue())
}
