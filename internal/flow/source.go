package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Source is what a library function's result is, as far as the origin of a value goes.
type Source uint8

// Sources.
const (
	SourceNone    Source = iota
	SourcePass           // the value of one argument in another form
	SourceFresh          // made here: a new identifier
	SourceContext        // taken from a request-scoped context
	SourcePath           // path parameter of a request
	SourceQuery          // query parameter
	SourceHeader         // header
	SourceCookie         // cookie
	SourceBody           // decoded body or form
	SourceHash           // a digest of an argument
	SourceZero           // the zero value of an identifier type
)

type sourceRow struct {
	key    string
	source Source
	arg    int // of SourcePass and SourceHash, the receiver counting as 0; of SourceBody the argument that is filled, -1 for the result
}

// sourceRows list library functions by what they give. A key that ends in ".*" covers every method of the type.
var sourceRows = [...]sourceRow{
	{"github.com/google/uuid.New", SourceFresh, 0},
	{"github.com/google/uuid.NewString", SourceFresh, 0},
	{"github.com/google/uuid.NewRandom", SourceFresh, 0},
	{"github.com/google/uuid.NewV7", SourceFresh, 0},
	{"github.com/google/uuid.NewUUID", SourceFresh, 0},
	{"github.com/google/uuid.Must", SourcePass, 0},
	{"github.com/google/uuid.Parse", SourcePass, 0},
	{"github.com/google/uuid.MustParse", SourcePass, 0},
	{"github.com/google/uuid.ParseBytes", SourcePass, 0},
	{"github.com/google/uuid.FromBytes", SourcePass, 0},
	{"(github.com/google/uuid.UUID).String", SourcePass, 0},
	{"github.com/gofrs/uuid.NewV4", SourceFresh, 0},
	{"github.com/gofrs/uuid.NewV7", SourceFresh, 0},
	{"github.com/gofrs/uuid.FromString", SourcePass, 0},
	{"github.com/gofrs/uuid.Must", SourcePass, 0},
	{"(github.com/gofrs/uuid.UUID).String", SourcePass, 0},
	{"github.com/gofrs/uuid/v5.NewV4", SourceFresh, 0},
	{"github.com/gofrs/uuid/v5.NewV7", SourceFresh, 0},
	{"github.com/gofrs/uuid/v5.FromString", SourcePass, 0},
	{"(github.com/gofrs/uuid/v5.UUID).String", SourcePass, 0},
	{"github.com/oklog/ulid/v2.Make", SourceFresh, 0},
	{"github.com/oklog/ulid/v2.MustNew", SourceFresh, 0},
	{"github.com/oklog/ulid/v2.New", SourceFresh, 0},
	{"github.com/oklog/ulid/v2.Parse", SourcePass, 0},
	{"(github.com/oklog/ulid/v2.ULID).String", SourcePass, 0},
	{"github.com/rs/xid.New", SourceFresh, 0},
	{"(github.com/rs/xid.ID).String", SourcePass, 0},
	{"github.com/segmentio/ksuid.New", SourceFresh, 0},
	{"(github.com/segmentio/ksuid.KSUID).String", SourcePass, 0},
	{"github.com/lithammer/shortuuid/v4.New", SourceFresh, 0},
	{"github.com/matoous/go-nanoid/v2.New", SourceFresh, 0},
	{"github.com/matoous/go-nanoid/v2.Must", SourceFresh, 0},
	{"github.com/bwmarrin/snowflake.ID", SourceFresh, 0},
	{"strconv.Itoa", SourcePass, 0},
	{"strconv.Atoi", SourcePass, 0},
	{"strconv.ParseInt", SourcePass, 0},
	{"strconv.ParseUint", SourcePass, 0},
	{"strconv.FormatInt", SourcePass, 0},
	{"strconv.FormatUint", SourcePass, 0},
	{"strings.TrimSpace", SourcePass, 0},
	{"strings.ToLower", SourcePass, 0},
	{"strings.ToUpper", SourcePass, 0},
	{"strings.TrimPrefix", SourcePass, 0},
	{"strings.TrimSuffix", SourcePass, 0},
	{"strings.Clone", SourcePass, 0},
	{"strings.Split", SourcePass, 0},
	{"slices.Clone", SourcePass, 0},
	{"slices.Compact", SourcePass, 0},
	{"slices.CompactFunc", SourcePass, 0},
	{"slices.Delete", SourcePass, 0},
	{"slices.DeleteFunc", SourcePass, 0},
	{"slices.Clip", SourcePass, 0},
	{"slices.Grow", SourcePass, 0},
	{"slices.Values", SourcePass, 0},
	{"maps.Values", SourcePass, 0},
	{"slices.Sorted", SourcePass, 0},
	{"slices.Collect", SourcePass, 0},
	{"maps.Keys", SourcePass, 0},
	{"net/url.PathUnescape", SourcePass, 0},
	{"net/url.QueryUnescape", SourcePass, 0},
	{"database/sql.Named", SourcePass, 1},
	{"github.com/lib/pq.Array", SourcePass, 0},
	{"(github.com/jackc/pgx/v5/pgtype.UUID).String", SourcePass, 0},
	{"fmt.Sprint", SourcePass, 0},

	{"crypto/sha256.Sum256", SourceHash, 0},
	{"crypto/sha512.Sum512", SourceHash, 0},
	{"encoding/hex.EncodeToString", SourcePass, 0},
	{"(*encoding/base64.Encoding).EncodeToString", SourcePass, 1},

	{"(context.Context).Value", SourceContext, 0},
	{"(*github.com/gin-gonic/gin.Context).Get", SourceContext, 0},
	{"(*github.com/gin-gonic/gin.Context).MustGet", SourceContext, 0},
	{"(*github.com/gin-gonic/gin.Context).GetString", SourceContext, 0},
	{"(*github.com/gin-gonic/gin.Context).GetInt64", SourceContext, 0},
	{"(*github.com/gin-gonic/gin.Context).Value", SourceContext, 0},
	{"(github.com/labstack/echo/v4.Context).Get", SourceContext, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).Locals", SourceContext, 0},
	{"(github.com/gofiber/fiber/v3.Ctx).Locals", SourceContext, 0},

	{"(*net/http.Request).PathValue", SourcePath, 0},
	{"(*net/http.Request).FormValue", SourceBody, -1},
	{"(*net/http.Request).PostFormValue", SourceBody, -1},
	{"(net/url.Values).Get", SourceQuery, 0},
	{"(net/http.Header).Get", SourceHeader, 0},
	{"(*net/http.Request).Cookie", SourceCookie, 0},
	{"(*net/http.Request).BasicAuth", SourceHeader, 0},
	{"github.com/go-chi/chi/v5.URLParam", SourcePath, 0},
	{"github.com/go-chi/chi.URLParam", SourcePath, 0},
	{"github.com/go-chi/chi/v5.URLParamFromCtx", SourcePath, 0},
	{"github.com/gorilla/mux.Vars", SourcePath, 0},
	{"(*github.com/gin-gonic/gin.Context).Param", SourcePath, 0},
	{"(*github.com/gin-gonic/gin.Context).Query", SourceQuery, 0},
	{"(*github.com/gin-gonic/gin.Context).DefaultQuery", SourceQuery, 0},
	{"(*github.com/gin-gonic/gin.Context).GetQuery", SourceQuery, 0},
	{"(*github.com/gin-gonic/gin.Context).PostForm", SourceBody, -1},
	{"(*github.com/gin-gonic/gin.Context).GetHeader", SourceHeader, 0},
	{"(*github.com/gin-gonic/gin.Context).Cookie", SourceCookie, 0},
	{"(github.com/labstack/echo/v4.Context).Param", SourcePath, 0},
	{"(github.com/labstack/echo/v4.Context).QueryParam", SourceQuery, 0},
	{"(github.com/labstack/echo/v4.Context).FormValue", SourceBody, -1},
	{"(github.com/labstack/echo/v4.Context).Cookie", SourceCookie, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).Params", SourcePath, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).Query", SourceQuery, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).Get", SourceHeader, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).Cookies", SourceCookie, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).FormValue", SourceBody, -1},
	{"(github.com/gofiber/fiber/v3.Ctx).Params", SourcePath, 0},
	{"(github.com/gofiber/fiber/v3.Ctx).Query", SourceQuery, 0},
	{"(github.com/gofiber/fiber/v3.Ctx).Get", SourceHeader, 0},
	{"(github.com/gofiber/fiber/v3.Ctx).Cookies", SourceCookie, 0},
	{"(github.com/gofiber/fiber/v3.Ctx).FormValue", SourceBody, -1},
	{"(github.com/julienschmidt/httprouter.Params).ByName", SourcePath, 0},

	{"(*encoding/json.Decoder).Decode", SourceBody, 0},
	{"encoding/json.Unmarshal", SourceBody, 1},
	{"(*encoding/xml.Decoder).Decode", SourceBody, 0},
	{"(*github.com/gin-gonic/gin.Context).Bind", SourceBody, 0},
	{"(*github.com/gin-gonic/gin.Context).BindJSON", SourceBody, 0},
	{"(*github.com/gin-gonic/gin.Context).ShouldBind", SourceBody, 0},
	{"(*github.com/gin-gonic/gin.Context).ShouldBindJSON", SourceBody, 0},
	{"(*github.com/gin-gonic/gin.Context).ShouldBindQuery", SourceQuery, 0},
	{"(*github.com/gin-gonic/gin.Context).ShouldBindUri", SourcePath, 0},
	{"(github.com/labstack/echo/v4.Context).Bind", SourceBody, 0},
	{"(*github.com/gofiber/fiber/v2.Ctx).BodyParser", SourceBody, 0},
	{"(*github.com/gofiber/fiber/v3.Bind).Body", SourceBody, 0},
	{"(*github.com/gofiber/fiber/v3.Bind).JSON", SourceBody, 0},
	{"github.com/go-chi/render.DecodeJSON", SourceBody, 1},
	{"github.com/go-chi/render.Bind", SourceBody, 1},
	{"google.golang.org/protobuf/proto.Unmarshal", SourceBody, 1},
}

// SourceOf says what a function gives; arg is the argument it concerns.
func SourceOf(key string) (src Source, arg int) {
	for i := range sourceRows {
		if sourceRows[i].key == key {
			return sourceRows[i].source, sourceRows[i].arg
		}
	}
	return SourceNone, 0
}

// PassThrough is the Pass of functions whose result is one of their arguments in another form: the rows, and, for functions whose
// body is not at hand, conversions that are evident from name and signature: one argument, a result that may come with an error, and a
// name that begins with a word for converting (ParseX, ToX, XFromStr, MustX, NullX …).
func PassThrough(c *ssa.CallCommon, key string, result int, _ []string) (arg int, below []string, ok bool) {
	if result == 0 {
		if src, arg := SourceOf(key); src == SourcePass || src == SourceHash {
			return arg, nil, true
		}
	}
	fn := Callee(c)
	if fn == nil || result != 0 || c.IsInvoke() || len(c.Args) != 1 {
		return 0, nil, false
	}
	name := fn.Name()
	if c.Signature().Recv() != nil {
		// x.String(), x.Bytes(), id.UUID()
		if c.Signature().Params().Len() == 0 && (name == "String" || name == "UUID" || name == "Bytes" || name == "Int64" || name == "Value") {
			return 0, nil, true
		}
		return 0, nil, false
	}
	if isContextLike(c.Args[0].Type().String()) {
		return 0, nil, false
	}
	for _, p := range convertWords {
		if strings.HasPrefix(name, p) || strings.HasPrefix(strings.ToLower(name), strings.ToLower(p)+"_") {
			return 0, nil, true
		}
	}
	for _, p := range [...]string{"FromStr", "FromString", "FromText", "ToString", "ToStr", "FromUUID", "ToUUID", "FromBytes", "FromPtr", "ToPtr"} {
		if strings.Contains(name, p) {
			return 0, nil, true
		}
	}
	return 0, nil, false
}

// convertWords begin the names of functions that convert their argument.
var convertWords = [...]string{"Parse", "MustParse", "Must", "To", "Ptr", "Pointer", "Deref", "Null", "Some", "Text", "UUID", "Int8", "Int4", "Normalize", "Unwrap", "Clone", "Trim", "Uniq", "Unique", "Dedupe"}

func isContextLike(t string) bool {
	return strings.HasSuffix(t, "context.Context") || strings.HasSuffix(t, "http.Request") || strings.HasSuffix(t, "gin.Context") || strings.HasSuffix(t, "echo.Context")
}
