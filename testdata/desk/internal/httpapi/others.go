package httpapi

import (
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"example.com/desk/internal/auth"
)

// loadCustomer hands the id of the path to the function that main wired in.
func (a *API) loadCustomer(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	customer, err := a.customer(c.Request().Context(), id)
	return answer(c, customer, err)
}

func (a *API) loadComment(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	comment, err := a.remarks.Load(c.Request().Context(), id)
	return answer(c, comment, err)
}

func (a *API) loadArticle(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	article, err := a.answers.Load(c.Request().Context(), id)
	if err != nil {
		return err
	}
	return c.String(http.StatusOK, article.Body)
}

func (a *API) ownCustomer(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	customer, err := a.customers.Own(c.Request().Context(), tenant, id)
	return answer(c, customer, err)
}

func (a *API) card(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	card, err := a.customers.Card(c.Request().Context(), id)
	return answer(c, card, err)
}

// export believes a header.
func (a *API) export(c echo.Context) error {
	tenant, err := uuid.Parse(c.Request().Header.Get("X-Tenant-ID"))
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	list, err := a.directory.Export(c.Request().Context(), tenant)
	return answer(c, list, err)
}

// customersOf compares the tenant of the path with the caller's.
func (a *API) customersOf(c echo.Context) error {
	own, err := tenantOf(c)
	if err != nil {
		return err
	}
	tenant, err := uuid.Parse(c.Param("tenant"))
	if err != nil || tenant != own {
		return echo.NewHTTPError(http.StatusForbidden)
	}
	list, err := a.directory.List(c.Request().Context(), tenant)
	return answer(c, list, err)
}

func (a *API) changeCustomer(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if email := c.FormValue("email"); email != "" {
		return answer(c, nil, a.customers.Correct(c.Request().Context(), id, email))
	}
	return answer(c, nil, a.customers.Rename(c.Request().Context(), id, c.FormValue("name")))
}

func (a *API) putCustomer(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	ctx, email := c.Request().Context(), c.FormValue("email")
	switch c.QueryParam("mode") {
	case "known":
		known, err := a.customers.Known(ctx, email)
		return answer(c, known, err)
	case "known-here":
		known, err := a.customers.KnownHere(ctx, tenant, email)
		return answer(c, known, err)
	case "greet":
		customer, err := a.customers.Greet(ctx, email)
		return answer(c, customer, err)
	case "hand":
		to, err := uuid.Parse(c.FormValue("to"))
		if err != nil {
			return echo.NewHTTPError(http.StatusBadRequest)
		}
		return answer(c, nil, a.customers.Hand(ctx, tenant, to, email))
	}
	return answer(c, nil, a.customers.Put(ctx, tenant, email, c.FormValue("name")))
}

func (a *API) listArticles(c echo.Context) error {
	list, err := a.articles.Published(c.Request().Context())
	return answer(c, list, err)
}

func (a *API) getArticle(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	article, err := a.articles.Get(c.Request().Context(), id)
	return answer(c, article, err)
}

func (a *API) writeArticle(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	article, err := a.articles.Write(c.Request().Context(), tenant, c.FormValue("title"), c.FormValue("body"))
	return answer(c, article, err)
}

func (a *API) publishArticle(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	return answer(c, nil, a.articles.Publish(c.Request().Context(), id))
}

func (a *API) withdrawArticle(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	return answer(c, nil, a.articles.Withdraw(c.Request().Context(), id))
}

func (a *API) report(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	var out any
	switch c.Param("report") {
	case "subjects":
		out, err = a.reports.Subjects(ctx, tenant, 1)
	case "titles":
		out, err = a.reports.Titles(ctx, tenant, 1)
	case "load":
		out, err = a.reports.Load(ctx, tenant)
	case "work":
		out, err = a.reports.Work(ctx, tenant)
	case "askers":
		out, err = a.reports.Askers(ctx, tenant)
	case "writers":
		out, err = a.reports.Writers(ctx, tenant)
	case "opened":
		out, err = a.reports.Opened(ctx, tenant, c.QueryParam("anyway") != "")
	case "received":
		out, err = a.reports.ReceivedIn(ctx, tenant, c.QueryParam("state"))
	case "names":
		out, err = a.reports.Names(ctx, c.QueryParam("author"))
	case "transcripts":
		out, err = a.reports.Transcripts(ctx, tenant)
	case "targets":
		out, err = a.reports.Targets(ctx, &tenant)
	case "overlap":
		out, err = a.reports.Overlap(ctx)
	case "promised":
		out, err = a.reports.Promised(ctx, tenant)
	case "holidays":
		out, err = a.reports.Holidays(ctx)
	}
	return answer(c, out, err)
}

func (a *API) letter(c echo.Context) error {
	tenant, err := tenantOf(c)
	if err != nil {
		return err
	}
	id, err := pathID(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	switch c.Param("action") {
	case "retry":
		err = a.reports.Retry(ctx, tenant, id)
	case "discard":
		err = a.reports.Discard(ctx, tenant, id)
	case "match":
		err = a.reports.Match(ctx, tenant)
	case "tie":
		err = a.reports.Tie(ctx, tenant)
	case "promise":
		err = a.reports.Promise(ctx, tenant, id, 60)
	}
	return answer(c, nil, err)
}

func (a *API) chat(c echo.Context) error {
	text, err := a.reports.Transcript(c.Request().Context(), c.Param("session"))
	return answer(c, text, err)
}

// mail takes a letter in; the mail server proves the mailbox by its secret.
func (a *API) mail(c echo.Context) error {
	ctx := c.Request().Context()
	tenant, err := a.reports.Mailbox(ctx, c.Request().Header.Get("X-Mailbox-Secret"))
	if err != nil {
		return auth.ErrUnauthenticated
	}
	if c.FormValue("strict") != "" {
		return answer(c, nil, a.reports.Arrived(ctx, tenant, c.FormValue("message")))
	}
	return answer(c, nil, a.reports.Received(ctx, tenant, c.FormValue("message")))
}
