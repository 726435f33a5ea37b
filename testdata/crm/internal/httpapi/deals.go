package httpapi

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/model"
)

func (a *API) getDeal(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	deal, err := a.sales.Deal(c.Request.Context(), id)
	answer(c, deal, err)
}

func (a *API) dealTitle(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	title, err := a.sales.Title(c.Request.Context(), id)
	answer(c, title, err)
}

func (a *API) removeDeal(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	answer(c, nil, a.sales.Remove(c.Request.Context(), id, c.Query("draft") == "true"))
}

func (a *API) moveDeal(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	switch c.Param("stage") {
	case "won":
		answer(c, nil, a.sales.Win(c.Request.Context(), id))
	case "lost":
		answer(c, nil, a.sales.Lose(c.Request.Context(), id))
	default:
		c.AbortWithStatus(http.StatusBadRequest)
	}
}

func (a *API) noteDeal(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	var in struct {
		Kind string `json:"kind" binding:"required"`
		Text string `json:"text" binding:"required"`
	}
	if c.ShouldBindJSON(&in) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	answer(c, nil, a.sales.Note(c.Request.Context(), id, in.Kind, in.Text))
}

func (a *API) tagDeal(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	var names []string
	if c.ShouldBindJSON(&names) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	tags := make([]model.Tag, 0, len(names))
	for _, name := range names {
		tags = append(tags, model.Tag{WorkspaceID: workspace, Name: name})
	}
	if c.Query("fast") != "" {
		answer(c, nil, a.people.Tag(c.Request.Context(), id, tags))
		return
	}
	answer(c, nil, a.people.TagIn(c.Request.Context(), workspace, id, tags))
}

func (a *API) listPipelines(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	list, err := a.pipelines.All(c.Request.Context(), workspace)
	answer(c, list, err)
}

func (a *API) getPipeline(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	pipeline, err := a.pipelines.Find(c.Request.Context(), id)
	answer(c, pipeline, err)
}

func (a *API) pipelineSteps(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	pipeline, err := a.pipelines.In(c.Request.Context(), workspace, id)
	answer(c, strings.Split(pipeline.Steps, ","), err)
}

func (a *API) board(c *gin.Context) {
	p, ok := auth.PrincipalFrom(c.Request.Context())
	if !ok {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	page, _ := strconv.Atoi(c.Query("page"))
	ctx := c.Request.Context()
	var out any
	var err error
	switch c.Param("board") {
	case "hot":
		out, err = a.lists.Hot(ctx, p.WorkspaceID)
	case "warm":
		out, err = a.lists.Warm(ctx, p.WorkspaceID)
	case "elsewhere":
		out, err = a.lists.Elsewhere(ctx, p.WorkspaceID)
	case "open":
		out, err = a.lists.Open(ctx, page)
	case "stage":
		out, err = a.lists.Stage(ctx, p.WorkspaceID, c.Query("stage"), page)
	case "account":
		out, err = a.lists.Account(ctx, p.AccountID)
	case "team":
		out, err = a.lists.Team(ctx, p.AccountID, p.WorkspaceID)
	case "forecasts":
		out, err = a.lists.Forecasts(ctx, p.AccountID)
	case "forecast":
		out, err = a.lists.Forecast(ctx, p.WorkspaceID, c.Query("quarter"))
	case "with-contacts":
		out, err = a.lists.WithContacts(ctx, p.WorkspaceID)
	case "buyers":
		out, err = a.lists.Buyers(ctx, p.WorkspaceID)
	case "won":
		out, err = a.lists.Won(ctx)
	case "won-here":
		out, err = a.lists.WonHere(ctx, p.WorkspaceID)
	case "pipeline":
		out, err = a.lists.Pipeline(ctx)
	case "pipeline-here":
		out, err = a.lists.PipelineHere(ctx, p.WorkspaceID)
	}
	answer(c, out, err)
}

func (a *API) report(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	ctx := c.Request.Context()
	var out any
	var err error
	switch c.Param("report") {
	case "stages":
		out, err = a.reports.Stages(ctx, 1_000_000)
	case "stages-here":
		out, err = a.reports.StagesIn(ctx, workspace)
	case "quiet":
		out, err = a.reports.Quiet(ctx, workspace)
	case "lively":
		out, err = a.reports.Lively(ctx, workspace)
	case "find":
		out, err = a.reports.Find(ctx, workspace, c.Query("q"), c.Query("everywhere") != "")
	case "search":
		out, err = a.reports.Search(ctx, workspace, c.Query("q"))
	case "rates":
		out, err = a.reports.Rates(ctx)
	case "seats":
		out, err = a.seats.Count(ctx)
	case "workspace":
		out, err = a.seats.Current(ctx)
	}
	answer(c, out, err)
}

// getWorkspace hands the id of the path to the function that main wired in.
func (a *API) getWorkspace(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	workspace, err := a.workspace(c.Request.Context(), id)
	answer(c, workspace, err)
}

// companies asks first whether the caller may visit the workspace of the path.
func (a *API) companies(c *gin.Context) {
	p, ok := auth.PrincipalFrom(c.Request.Context())
	if !ok {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	workspace, ok := pathID(c, "id")
	if !ok {
		return
	}
	belongs, err := a.seats.Belongs(c.Request.Context(), workspace, p.SeatID)
	if err != nil || !belongs {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	list, err := a.reports.Companies(c.Request.Context(), workspace)
	answer(c, list, err)
}

// export believes the query string.
func (a *API) export(c *gin.Context) {
	workspace, err := uuid.Parse(c.Query("workspace"))
	if err != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	list, err := a.reports.Export(c.Request.Context(), workspace)
	answer(c, list, err)
}
