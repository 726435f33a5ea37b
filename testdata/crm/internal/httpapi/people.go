package httpapi

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/model"
)

// form is a contact of a form.
type form struct {
	ID    uuid.UUID `json:"id"`
	Email string    `json:"email"`
	Name  string    `json:"name"`
}

func (a *API) peopleRoutes(g *gin.RouterGroup) {
	g.GET("/find/:by", a.findPeople)
	g.GET("/templates", a.templates)
	g.GET("/:id", a.getContact)
	g.GET("/:id/trash", a.trashedContact)
	g.POST("/:id/restore", a.restoreContact)
	g.PUT("/:id/name", a.renameContact)
	g.POST("/", a.addContact)
	g.POST("/save", a.saveContact)
	g.POST("/sync", a.syncContact)
	g.POST("/import", a.importContacts)
	g.POST("/move", a.moveContacts)
	g.POST("/merge", a.mergeContacts)
}

func (a *API) findPeople(c *gin.Context) {
	p, ok := auth.PrincipalFrom(c.Request.Context())
	if !ok {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	ctx, q := c.Request.Context(), c.Query("q")
	var out any
	var err error
	switch c.Param("by") {
	case "same":
		out, err = a.people.Same(ctx, q)
	case "twins":
		out, err = a.people.Twins(ctx, q)
	case "email":
		out, err = a.people.ByEmail(ctx, q)
	case "email-here":
		out, err = a.people.ByEmailIn(ctx, p.WorkspaceID, q)
	case "domain":
		out, err = a.people.ByDomain(ctx, q)
	case "employer":
		out, err = a.people.Employer(ctx, p.WorkspaceID, p.AccountID, q)
	case "employer-here":
		out, err = a.people.EmployerIn(ctx, p.WorkspaceID, p.AccountID, q)
	}
	answer(c, out, err)
}

func (a *API) templates(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	if c.Query("all") != "" {
		list, err := a.people.AllTemplates(c.Request.Context())
		answer(c, list, err)
		return
	}
	list, err := a.people.Templates(c.Request.Context(), workspace)
	answer(c, list, err)
}

func (a *API) getContact(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	contact, err := a.people.Get(c.Request.Context(), id)
	answer(c, contact, err)
}

func (a *API) trashedContact(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	contact, err := a.people.Trash(c.Request.Context(), id)
	answer(c, contact, err)
}

func (a *API) restoreContact(c *gin.Context) {
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	answer(c, nil, a.people.Restore(c.Request.Context(), id))
}

func (a *API) renameContact(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	id, ok := pathID(c, "id")
	if !ok {
		return
	}
	answer(c, nil, a.people.Rename(c.Request.Context(), workspace, id, c.Query("name")))
}

func (a *API) addContact(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	var in form
	if c.ShouldBindJSON(&in) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	answer(c, nil, a.people.Add(c.Request.Context(), workspace, in.Email, in.Name))
}

// saveContact takes the whole row from the body, the id and the workspace included.
func (a *API) saveContact(c *gin.Context) {
	var row model.Contact
	if c.ShouldBindJSON(&row) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	answer(c, nil, a.people.Save(c.Request.Context(), &row))
}

func (a *API) syncContact(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	var in form
	if c.ShouldBindJSON(&in) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	answer(c, nil, a.people.Sync(c.Request.Context(), workspace, in.ID, in.Email, in.Name))
}

func (a *API) importContacts(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	var in []form
	if c.ShouldBindJSON(&in) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	rows := make([]model.Contact, 0, len(in))
	for _, f := range in {
		rows = append(rows, model.Contact{Email: f.Email, Name: f.Name})
	}
	answer(c, nil, a.people.Import(c.Request.Context(), workspace, rows))
}

func (a *API) moveContacts(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	var in struct {
		Company uuid.UUID `json:"company"`
		To      uuid.UUID `json:"to"`
	}
	if c.ShouldBindJSON(&in) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	answer(c, nil, a.people.Move(c.Request.Context(), workspace, in.To, in.Company))
}

func (a *API) mergeContacts(c *gin.Context) {
	workspace, ok := workspaceOf(c)
	if !ok {
		return
	}
	var in struct {
		From uuid.UUID `json:"from"`
		To   uuid.UUID `json:"to"`
	}
	if c.ShouldBindJSON(&in) != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	answer(c, nil, a.merger.Merge(c.Request.Context(), workspace, in.From, in.To))
}

func (a *API) signIn(c *gin.Context) {
	p, err := a.seats.SignIn(c.Request.Context(), c.PostForm("email"), c.PostForm("password"))
	if err != nil {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	token, err := a.key.Sign(p)
	answer(c, gin.H{"access_token": token}, err)
}

func (a *API) hint(c *gin.Context) {
	hint, err := a.seats.Hint(c.Request.Context(), c.PostForm("email"))
	answer(c, hint, err)
}

func (a *API) landing(c *gin.Context) {
	w, err := a.seats.BySlug(c.Request.Context(), c.Param("slug"))
	answer(c, gin.H{"name": w.Name}, err)
}

// capture takes an address of a landing page; the page's workspace is looked up and then forgotten, or kept.
func (a *API) capture(c *gin.Context) {
	w, err := a.seats.BySlug(c.Request.Context(), c.Param("slug"))
	if err != nil {
		answer(c, nil, err)
		return
	}
	if w.Suspended {
		answer(c, nil, a.people.Capture(c.Request.Context(), c.PostForm("email"), c.PostForm("name")))
		return
	}
	answer(c, nil, a.people.Add(c.Request.Context(), w.ID, c.PostForm("email"), c.PostForm("name")))
}
