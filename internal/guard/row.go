package guard

// Row is a function of a library that decides.
type Row struct {
	// Func is the function's key.
	Func string
	Kind Kind
}

// Engines lists the functions of permission engines and of credential checks. Those that return a bool decide by it, those that return an error by
// that, and those that return an answer by a field of it.
func Engines() []Row {
	var rows []Row
	for _, p := range []string{"github.com/casbin/casbin/v2", "github.com/casbin/casbin"} {
		for _, recv := range []string{"(*" + p + ".Enforcer).", "(*" + p + ".SyncedEnforcer).", "(*" + p + ".CachedEnforcer).", "(" + p + ".IEnforcer)."} {
			rows = append(rows, Row{recv + "Enforce", Permission}, Row{recv + "EnforceEx", Permission}, Row{recv + "BatchEnforce", Permission})
		}
	}
	return append(rows,
		Row{"(github.com/openfga/go-sdk/client.SdkClientCheckRequestInterface).Execute", Permission},
		Row{"(github.com/openfga/go-sdk/client.SdkClient).Check", Permission},
		Row{"(*github.com/cedar-policy/cedar-go.PolicySet).IsAuthorized", Permission},
		Row{"github.com/cedar-policy/cedar-go.Authorize", Permission},
		Row{"(github.com/authzed/authzed-go/proto/authzed/api/v1.PermissionsServiceClient).CheckPermission", Permission},
		Row{"(github.com/ory/keto/proto/ory/keto/relation_tuples/v1alpha2.CheckServiceClient).Check", Permission},
		Row{"(github.com/open-policy-agent/opa/rego.PreparedEvalQuery).Eval", Permission},
		Row{"(github.com/open-policy-agent/opa/v1/rego.PreparedEvalQuery).Eval", Permission},
		Row{"golang.org/x/crypto/bcrypt.CompareHashAndPassword", Credential},
		Row{"golang.org/x/crypto/nacl/box.Open", Credential}, // only who has the key that belongs to the sender's public one can have sealed it
		Row{"golang.org/x/crypto/nacl/box.OpenAfterPrecomputation", Credential},
		Row{"crypto/hmac.Equal", Credential},
		Row{"crypto/subtle.ConstantTimeCompare", Credential},
		Row{"github.com/stripe/stripe-go/webhook.ConstructEvent", Credential},
	)
}
