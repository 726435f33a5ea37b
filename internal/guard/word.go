package guard

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// The vocabulary: names that people give to refusals, to checks, and to what is neither. They are the field's own words, not those of one code base.
var (
	forbidding    = pattern.New(`(?i)forbid|permission_?denied|access_?denied|not_?allowed|not_?permitted|insufficient_?(permission|scope|right|role)|no_?(permission|access)|permission_?(error|required)|\b403|403[A-Z]|(^|[._])deny|(^|[._])denied`)
	unknown       = pattern.New(`(?i)unauthenticated|unauthorized|unauthorised|not_?(logged_?in|authenticated)|invalid_?(token|session|credentials)|\b401|401[A-Z]|login_?required`)
	makers        = pattern.New(`(?i)^(new|make|build|create)?\w*errf?$|error(s|f|w)?$|^new_?\w*err`)
	writers       = pattern.New(`(?i)context$|ctx$|writer$|stream$`)
	failing       = pattern.New(`(?i)^not_?found|bad_?request|^conflict|(write|respond|render|handle|send|json)_?(with_?)?err(or)?|^abort|^reject|^fail$|^fail_?with`)
	unrelated     = pattern.New(`(?i)csrf|xsrf|cors|origin|ratelimit|rate_?limit|limiter|quota|captcha|license|licence|maintenance|throttl|referer|state_?machine|stateless|transition|(^|[.*])fsm|reflect\.`)
	credentials   = pattern.New(`(?i)^(compare_?(hash_?and_?password|password|hash)|check_?password(_?hash)?|verify_?(password|signature|webhook|hmac|token|id_?token)|(verify|validate|check)_?(signature|state|nonce|code|otp|totp|webhook)|(get|find|load|fetch|read|look_?up|consume|redeem)_?[a-z_]*by_?[a-z_]*(token|secret|api_?key))$`)
	openly        = pattern.New(`(?i)^(is_?)?(no_?auth(n|z|entication|orization)?|un_?authenticated|public|anonymous|(security_?|auth_?)?optional|(skips?|without)_?auth\w*|allows?_?(anonymous|unauthenticated|public))$`)
	demanding     = pattern.New(`(?i)^((requires?|needs?)_?auth\w*|auth\w*_?(required|needed)|secured|protected)$`)
	operations    = pattern.New(`(?i)security|route|operation|endpoint|procedure|auth`)
	logins        = pattern.New(`(?i)^(sign_?in|log_?in|authenticate|(check|verify|validate|compare)_?(login|sign_?in|user|account|credentials?)(_?(login|credentials?|password))?)(_?(with|by)_?[a-z_]*)?$`)
	deciding      = pattern.New(`(?i)^(can|may|allow(s|ed)?|is_?allowed|permit(s|ted)?|is_?permitted|authori[sz]e(d|s)?|is_?authori[sz]ed|enforce(r)?|has_?(permission|role|access|scope|right|privilege)s?|check_?(permission|access|role|scope|acl|policy|authori[sz]ation|auth_?z)s?|(check|require|ensure|assert|validate|verify)_?[a-z]*_?(permission|role|access|scope|admin|owner|privilege)s?|is_?(admin|owner|super_?user|operator)|user_?can|(?-i:[cC]an_?[A-Z]\w*|can_\w+))$`)
	possible      = pattern.New(`(?i)^(can|may|has_?access|(?-i:[cC]an_?[A-Z]\w*|can_\w+))$`)
	authorities   = pattern.New(`(?i)auth|acl\b|rbac|abac|perm|polic|role|access_?control|guard|enforce|opa\b`)
	authenticates = pattern.New(`(?i)^(require|verify|check|with)?_?(auth|authn|authentication|authenticate[dr]?|jwt|session|login|token|api_?key|basic_?auth|bearer)(_?(middleware|handler|verifier|required))?$`)
	states        = pattern.New(`(?i)status|state$|^(is_?)?(in)?active$|activated|verified|verification|confirmed|suspended|banned|blocked|(dis|en)abled|locked|deleted|deactivated|archived|expired|expires|expiry|required$`)
	principals    = pattern.New(`(?i)user|account|member|principal|subject|session|token|profile|email|identity|claims|peer|device|auth|tenant|organi[sz]ation|org_?(id|uuid)?$|workspace|team|actor|initiator|caller|requester|viewer|role|perms?$|permission|scopes?$`)
	callers       = pattern.New(`(?i)^(login|current|auth|session|initiat(or|ing)|actor|caller|my|viewer|requester)?_?user_?(id|name|auth|info)?$|principal|initiator|^(actor|caller|requester|viewer|claims|subject)(_?id)?$`)
	secrets       = pattern.New(`(?i)token|secret|passw|(^|[a-z_])code$|^code$|otp$|signature|nonce|api_?key|credential`)
	identities    = pattern.New(`(?i)user|login|principal|subject|member|session|claims|auth|identity|current|(^|_)me$|actor|viewer`)
	tenancies     = pattern.New(`(?i)tenant|account|org(anization|anisation)?_?(id|uuid)?$|workspace|team|company|project|namespace|customer`)
	inputs        = pattern.New(`(?i)^(param|params|query|form_?value|post_?form|path_?value|url_?param|vars|bind|header|get_?header|body)|decode|parse|from_?(body|query|form|path|param)`)
	lookers       = pattern.New(`^(?i:get|find|load|fetch|first|one|select|look_?up|read|take)`)
	lookups       = pattern.New(`^(Get|First|Take|Find|FindOne|Last|Scan|One|Load|Select|GetContext|SelectContext|StructScan)$`)
	orArm         = pattern.New(`(?i)\bor\b`)
	contexts      = pattern.New(`(^|[./])(Context|Ctx)$`)
	madeBy        = pattern.New(`(?i)^created_?by|^(creator|author)`)
	owners        = pattern.New(`(?i)^(login_?|current_?)?(user|owner|creator|author|member|profile)_?(id|uid|uuid|name)?$|^(created|owned)_?by(_?(user|id))*$`)
	targets       = pattern.New(`(?i)^(target|other|victim|existing|new|invite[ed]?|recipient)`)
	grants        = pattern.New(`(?i)role|admin|permission|perms?$|privilege|scope|owner|polic(y|ies)|acl|(^|_)(can|may)_?|\bCan[A-Z]|allowed`)
	decisions     = pattern.New(`(?i)decision|verdict|(check|auth|permission|access)\w*(result|response)$`)
	switches      = pattern.New(`(?i)^(get|load|fetch|find|read)?_?[a-z]*(site|config|configuration|settings?|feature|flags?|toggle)(s|_?[a-z]*)$`)
	requests      = pattern.New(`(^|[./])(Context|Ctx|Request|Header|MD)$`)
	bypasses      = pattern.New(`(?i)(^|[^a-z])(test|testing|debug|bypass|skip|mock|dev)([^a-z]|$)`)
	plain         = pattern.New(`(?i)^(new|handler|middleware|verifier|interceptor|(unary|stream)_?(server_?)?interceptor|with_?config|default)$`)
	authPackages  = pattern.New(`(?i)^[(*]*(auth|authn|jwt|jwtauth|jwtware|session|sessions|oauth2?|oidc|basic_?auth|key_?auth)\.`)
	negated       = pattern.New(`(?i)^(cannot|cant|is_?not|not|denied|forbidden|is_?denied|is_?forbidden|refused|rejected|lacks|missing)`)
)

// base is the last name of a key: "Check" of "(*example.com/authz.Checker).Check".
func base(key string) string {
	key = strings.TrimRight(key, "$0123456789")
	return key[strings.LastIndexByte(key, '.')+1:]
}

// local is a key without the directories of its import path: "ratelimit.Limiter).Allow" of "(*example.com/origin/ratelimit.Limiter).Allow".
func local(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// refusal tells what kind of refusal a name speaks of.
func refusal(name string) Kind {
	switch {
	case forbidding.MatchString(name):
		return Permission
	case unknown.MatchString(name):
		return Authentication
	}
	return None
}

// Named is what the name alone of a function of a library, or of an interface without a body, says that it decides.
func Named(key string) Kind {
	name, found := base(key), None
	switch {
	case deciding.MatchString(name) && (!possible.MatchString(name) || authorities.MatchString(local(key))):
		found = Permission
	case credentials.MatchString(name):
		found = Credential
	case authenticates.MatchString(name), plain.MatchString(name) && authPackages.MatchString(local(key)):
		found = Authentication
	}
	if found != None && unrelated.MatchString(local(key)) {
		return None
	}
	return found
}
