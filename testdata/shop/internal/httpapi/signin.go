package httpapi

import (
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"example.com/shop/internal/auth"
)

// SignIn trades a password for an access token.
func (a *API) SignIn(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Shop     string `json:"shop"`
		Email    string `json:"email"`
		Password string `json:"password"`
	}](w, r)
	if !ok {
		return
	}
	p, err := a.Accounts.SignIn(r.Context(), in.Shop, in.Email, in.Password)
	if err != nil {
		answer(w, nil, auth.ErrUnauthenticated)
		return
	}
	claims := auth.Claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Subject:   p.UserID.String(),
			ExpiresAt: jwt.NewNumericDate(time.Now().Add(time.Hour)),
		},
		Tenant: p.TenantID.String(),
		Role:   p.Role,
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(a.Verifier.Key)
	answer(w, map[string]string{"access_token": token}, err)
}
