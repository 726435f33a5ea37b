package guard

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNamed(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]Kind{
		"(example.com/authz.Checker).Check":                          None, // checks what?
		"(example.com/authz.Checker).CheckPermission":                Permission,
		"(*example.com/permissions.Manager).ValidateUserPermissions": Permission,
		"example.com/authz.Can":                                      Permission,
		"example.com/authz.IsAdmin":                                  Permission,
		"example.com/orders.Cancel":                                  None,
		"example.com/orders.Candidates":                              None,
		"(example.com/orders.Order).CanShip":                         None, // who is not asked
		"(*github.com/qmuntal/stateless.StateMachine).CanFireCtx":    None,
		"(reflect.Value).CanInterface":                               None,
		"example.com/authz.CanShip":                                  Permission,
		"example.com/mw.RequireAuth":                                 Authentication,
		"example.com/mw.JWTMiddleware":                               Authentication,
		"example.com/author.Create":                                  None,
		"golang.org/x/crypto/bcrypt.CompareHashAndPassword":          Credential,
		"example.com/hooks.VerifySignature":                          Credential,
		"example.com/forms.VerifyEmail":                              None,
	} {
		require.Equal(t, want, Named(key), key)
	}
}

func TestRefusal(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Kind{
		"ErrForbidden": Permission, "NewPermissionDeniedError": Permission, "StatusForbidden": Permission, "TenantUpdate403JSONResponse": Permission,
		"ErrUnauthorized": Authentication, "Unauthenticated": Authentication, "UserGet401JSONResponse": Authentication,
		"ErrNotFound": None, "TenantUpdate200JSONResponse": None, "StatusBadRequest": None, "identity": None,
	} {
		require.Equal(t, want, refusal(name), name)
	}
}

func TestNamedByPackage(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]Kind{
		"example.com/interceptors/auth.UnaryServerInterceptor": Authentication, "example.com/jwt.New": Authentication,
		"example.com/auth/logging.UnaryServerInterceptor": None, "example.com/auth.Describe": None, "example.com/author.New": None,
	} {
		require.Equal(t, want, Named(key), key)
	}
}

func TestUnrelatedRefusals(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"example.com/csrf.Check", "example.com/mw.RateLimit", "example.com/cors.Middleware", "example.com/license.Valid"} {
		require.True(t, unrelated.MatchString(key), key)
	}
	require.False(t, unrelated.MatchString("example.com/authz.Check"))
}

// A library's check that is listed twice would hide one of the two.
func TestEnginesAreListedOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range Engines() {
		require.False(t, seen[r.Func], r.Func)
		require.NotEqual(t, None, r.Kind, r.Func)
		seen[r.Func] = true
	}
}
