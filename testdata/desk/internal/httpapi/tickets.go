package httpapi

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

func (a *API) getTicket(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	ticket, err := a.tickets.Ticket(c.Request().Context(), id)
	return answer(c, ticket, err)
}

func (a *API) subject(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	subject, err := a.tickets.Subject(c.Request().Context(), id)
	return answer(c, subject, err)
}

// status reads through the decorator that compares the owner.
func (a *API) status(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	ticket, err := a.reader.Find(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, ticket.Status)
}

func (a *API) deleteTicket(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	return answer(c, nil, a.tickets.Delete(c.Request().Context(), id))
}

func (a *API) closeTicket(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	return answer(c, nil, a.tickets.Close(c.Request().Context(), id))
}

func (a *API) reopenTicket(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	return answer(c, nil, a.tickets.Reopen(c.Request().Context(), id))
}

func (a *API) ticketOfComment(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	ticket, err := a.tickets.ByComment(c.Request().Context(), id, c.QueryParam("linked") != "")
	return answer(c, ticket, err)
}

func (a *API) reply(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	var in struct {
		Body  string `json:"body"`
		Robot bool   `json:"robot"`
	}
	if err := c.Bind(&in); err != nil {
		return err
	}
	return answer(c, nil, a.tickets.Reply(c.Request().Context(), id, in.Body, in.Robot))
}

func (a *API) raise(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	subject := c.FormValue("subject")
	if c.FormValue("everywhere") != "" {
		n, err := a.lists.Raise(c.Request().Context(), subject)
		return answer(c, n, err)
	}
	n, err := a.lists.RaiseHere(c.Request().Context(), tenant, subject)
	return answer(c, n, err)
}

func (a *API) pick(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	var ids []int
	if err := c.Bind(&ids); err != nil {
		return err
	}
	list, err := a.reports.Pick(c.Request().Context(), tenant, ids)
	return answer(c, list, err)
}

func (a *API) attachments(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	list, err := a.reports.Attachments(c.Request().Context(), tenant, id)
	return answer(c, list, err)
}

func (a *API) list(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	ctx, q := c.Request().Context(), c.QueryParam("q")
	var out any
	switch c.Param("list") {
	case "urgent":
		out, err = a.lists.Urgent(ctx, tenant)
	case "pressing":
		out, err = a.lists.Pressing(ctx, tenant)
	case "others":
		out, err = a.lists.Others(ctx, tenant, q)
	case "like":
		out, err = a.lists.Like(ctx, tenant, q)
	case "newest":
		out, err = a.lists.Newest(ctx)
	case "oldest":
		out, err = a.lists.Oldest(ctx)
	case "chatter":
		out, err = a.lists.Chatter(ctx)
	case "talk":
		out, err = a.lists.Talk(ctx, tenant)
	case "open":
		out, err = a.lists.Open(ctx)
	case "open-here":
		out, err = a.lists.OpenHere(ctx, tenant)
	case "escalate":
		out, err = a.lists.Escalate(ctx, tenant, time.Now().AddDate(0, 0, -3))
	}
	return answer(c, out, err)
}

func (a *API) sweep(c echo.Context) error {
	n, err := a.lists.SweepSpam(c.Request().Context())
	return answer(c, n, err)
}
