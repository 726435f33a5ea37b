package permguard

import (
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// A check that is added under a condition, if cfg.AuthEnabled { r.Use(auth) }, leaves all that comes after it open where the condition does not hold. That is one thing to
// mend, at the condition: one finding tells of all endpoints.

// conditional notes a check that is added under a condition.
func (j *judge) conditional(m *route.Middleware) {
	if m.If.Line > 0 {
		kept := *m
		j.behind = &kept
	}
}

// once makes the first endpoint behind a condition tell of all of them, at the condition.
func (j *judge) once(e verdict.Entry) verdict.Entry {
	at := j.behind.If
	if j.told[at] {
		e.Told = true
		return e
	}
	j.told[at] = true
	e.Message = named(*j.behind) + " is added under a condition only: where it does not hold, " + e.Message
	e.Related = append(e.Related, verdict.Related{Position: e.Origin, Message: e.Relation + " is registered here"})
	e.Origin = at
	return e
}
