package httpapi

import (
	"net/http"

	"example.com/billing/internal/mysql"
)

func (a *API) listInvoices(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	switch {
	case q.Has("matched"):
		return a.lists.Matched(r.Context(), org)
	case q.Has("settled"):
		return a.lists.Settled(r.Context(), org)
	}
	return a.lists.List(r.Context(), org, mysql.ListFilter{Status: q.Get("status"), Order: q.Get("order")})
}

func (a *API) queue(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	return a.lists.Queue(r.Context(), org, r.PathValue("queue"))
}

func (a *API) pick(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	var in struct {
		IDs      []int64 `json:"ids"`
		Anywhere bool    `json:"anywhere"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	if in.Anywhere {
		return a.lists.Pick(r.Context(), in.IDs)
	}
	return a.lists.PickOwn(r.Context(), org, in.IDs)
}

func (a *API) showInvoice(r *http.Request) (any, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	invoice, lines, err := a.invoicing.Show(r.Context(), id)
	return map[string]any{"invoice": invoice, "lines": lines}, err
}

func (a *API) discardInvoice(r *http.Request) (any, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	return nil, a.invoicing.Discard(r.Context(), id)
}

func (a *API) invoiceNumber(r *http.Request) (any, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	return a.number(r.Context(), id)
}

func (a *API) plan(r *http.Request) (any, error) {
	return a.plans.By(r.Context(), r.PathValue("code"))
}

func (a *API) voidInvoice(r *http.Request) (any, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	return nil, a.invoicing.Void(r.Context(), id)
}

func (a *API) issueInvoice(r *http.Request) (any, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	return nil, a.invoicing.Issue(r.Context(), id)
}

func (a *API) pay(r *http.Request) (any, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	var in struct {
		Cents     int64  `json:"cents"`
		Reference string `json:"reference"`
		BankFile  bool   `json:"bank_file"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	return nil, a.invoicing.Pay(r.Context(), id, in.Cents, in.Reference, in.BankFile)
}

func (a *API) patchInvoice(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	var in struct {
		Email string `json:"email"`
		Due   string `json:"due"`
		Owner int64  `json:"owner"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Owner != 0:
		return nil, a.lists.Reassign(r.Context(), org, id, in.Owner)
	case in.Email != "":
		return nil, a.lists.SetEmail(r.Context(), org, id, in.Email)
	}
	return nil, a.lists.SetDue(r.Context(), org, id, in.Due)
}
