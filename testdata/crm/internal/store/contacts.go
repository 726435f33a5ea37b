package store

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/model"
)

// ErrNotFound is returned for rows of somebody else.
var ErrNotFound = errors.New("not found")

// Contacts is the store of people and companies.
type Contacts struct {
	db *gorm.DB
}

// NewContacts returns the store of contacts.
func NewContacts(db *gorm.DB) *Contacts { return &Contacts{db: db} }

// own starts a query in the caller's workspace.
func (s *Contacts) own(ctx context.Context) (*gorm.DB, error) {
	workspace, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.db.WithContext(ctx).Where("workspace_id = ?", workspace), nil
}

// Get returns a contact of the caller's workspace.
func (s *Contacts) Get(ctx context.Context, id uuid.UUID) (c model.Contact, err error) {
	tx, err := s.own(ctx)
	if err != nil {
		return c, err
	}
	err = tx.Preload("Company").First(&c, "id = ?", id).Error
	return c, err
}

// Trash returns a contact that was deleted.
func (s *Contacts) Trash(ctx context.Context, id uuid.UUID) (c model.Contact, err error) {
	// TG-04: Unscoped shows deleted rows, and nothing keeps it in the workspace
	err = s.db.WithContext(ctx).Unscoped().Where("id = ? AND deleted_at IS NOT NULL", id).First(&c).Error // want "contacts.*not scoped" // settled: main
	return c, err
}

// Restore brings a deleted contact of the workspace back.
func (s *Contacts) Restore(ctx context.Context, id uuid.UUID) error {
	tx, err := s.own(ctx)
	if err != nil {
		return err
	}
	return tx.Unscoped().Model(&model.Contact{}).Where("id = ?", id).Update("deleted_at", nil).Error
}

// Same lists other contacts of the same address.
func (s *Contacts) Same(ctx context.Context, email string) (list []model.Contact, err error) {
	tx, err := s.own(ctx)
	if err != nil {
		return nil, err
	}
	// TG-04: Session with NewDB drops the clause that the handle carried
	err = tx.Session(&gorm.Session{NewDB: true}).Where("email = ?", email).Find(&list).Error // want "contacts.*not scoped"
	return list, err
}

// Twins lists other contacts of the same name in the workspace.
func (s *Contacts) Twins(ctx context.Context, name string) (list []model.Contact, err error) {
	tx, err := s.own(ctx)
	if err != nil {
		return nil, err
	}
	err = tx.Session(&gorm.Session{}).Where("name = ?", name).Find(&list).Error
	return list, err
}

// ByEmail finds a contact by address.
func (s *Contacts) ByEmail(ctx context.Context, email string) (c model.Contact, err error) {
	// TG-04: a zero value in a struct condition is no predicate
	err = s.db.WithContext(ctx).Where(&model.Contact{Email: email}).First(&c).Error // want "contacts.*not scoped"
	return c, err
}

// ByEmailIn finds a contact of the workspace by address.
func (s *Contacts) ByEmailIn(ctx context.Context, workspace uuid.UUID, email string) (c model.Contact, err error) {
	err = s.db.WithContext(ctx).Where(&model.Contact{WorkspaceID: workspace, Email: email}).First(&c).Error
	return c, err
}

// ByDomain finds a company by its domain.
func (s *Contacts) ByDomain(ctx context.Context, domain string) (c model.Company, err error) {
	// TG-04: a map condition without the key
	err = s.db.WithContext(ctx).Where(map[string]any{"domain": domain}).First(&c).Error // want "companies.*not scoped"
	return c, err
}

// Employer finds or makes the company of a domain.
func (s *Contacts) Employer(ctx context.Context, workspace, account uuid.UUID, domain string) (c model.Company, err error) {
	err = s.db.WithContext(ctx).Where(model.Company{Domain: domain}).
		Attrs(model.Company{WorkspaceID: workspace, AccountID: account, Name: domain}).
		// TG-04: FirstOrCreate looks for the domain alone
		FirstOrCreate(&c).Error // want "companies.*not scoped"
	return c, err
}

// EmployerIn finds or makes the company of a domain in the workspace.
func (s *Contacts) EmployerIn(ctx context.Context, workspace, account uuid.UUID, domain string) (c model.Company, err error) {
	err = s.db.WithContext(ctx).Where(model.Company{WorkspaceID: workspace, Domain: domain}).
		Attrs(model.Company{AccountID: account, Name: domain}).
		FirstOrCreate(&c).Error
	return c, err
}

// Save writes a contact of a form back.
func (s *Contacts) Save(ctx context.Context, c *model.Contact) error {
	// TS-22: Save writes the whole row, the workspace included, wherever the id points
	return s.db.WithContext(ctx).Save(c).Error // want "contacts"
}

// Rename changes a contact's name.
func (s *Contacts) Rename(ctx context.Context, workspace, id uuid.UUID, name string) error {
	c := model.Contact{Base: model.Base{ID: id}}
	result := s.db.WithContext(ctx).Model(&c).Where("workspace_id = ?", workspace).Update("name", name)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return result.Error
}

// Move hands contacts of a company to another workspace.
func (s *Contacts) Move(ctx context.Context, from, to, company uuid.UUID) error {
	return s.db.WithContext(ctx).Model(&model.Contact{}).
		Where("company_id = ? AND workspace_id = ?", company, from).
		// TS-22: the tenant key is immutable, also by a named column
		Update("workspace_id", to).Error // want "workspace_id|immutable"
}

// Capture stores the address of a landing page's form.
func (s *Contacts) Capture(ctx context.Context, email, name string) error {
	// TS-23: INSERT without the key
	return s.db.WithContext(ctx).Create(&model.Contact{Email: email, Name: name}).Error // want "contacts.*(workspace|tenant|not scoped)"
}

// Add stores a contact of the workspace.
func (s *Contacts) Add(ctx context.Context, workspace uuid.UUID, email, name string) error {
	return s.db.WithContext(ctx).Create(&model.Contact{WorkspaceID: workspace, Email: email, Name: name}).Error
}

// Import stores contacts; those that exist get the new name.
func (s *Contacts) Import(ctx context.Context, workspace uuid.UUID, rows []model.Contact) error {
	for i := range rows {
		rows[i].WorkspaceID = workspace
	}
	return s.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "workspace_id"}, {Name: "email"}},
		DoUpdates: clause.AssignmentColumns([]string{"name"}),
	}).Create(&rows).Error
}

// Sync stores a contact under the id that the telephone keeps.
func (s *Contacts) Sync(ctx context.Context, workspace, id uuid.UUID, email, name string) error {
	row := model.Contact{Base: model.Base{ID: id}, WorkspaceID: workspace, Email: email, Name: name}
	return s.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"name", "email"}),
		// TS-26: on a conflict of the id somebody else's contact is overwritten
	}).Create(&row).Error // want "contacts.*(conflict|not scoped)" // settled: main
}

// Tag labels a deal that the request names.
func (s *Contacts) Tag(ctx context.Context, deal uuid.UUID, tags []model.Tag) error {
	// TG-04: Association on a row that nobody read
	return s.db.WithContext(ctx).Model(&model.Deal{Base: model.Base{ID: deal}}).Association("Tags").Replace(tags) // want "deal(s|_tags)" // settled: main
}

// TagIn labels a deal of the workspace.
func (s *Contacts) TagIn(ctx context.Context, workspace, id uuid.UUID, tags []model.Tag) error {
	var deal model.Deal
	if err := s.db.WithContext(ctx).Where("workspace_id = ?", workspace).First(&deal, "id = ?", id).Error; err != nil {
		return err
	}
	return s.db.WithContext(ctx).Model(&deal).Association("Tags").Replace(tags)
}

// Templates lists the workspace's letters and those of everybody.
func (s *Contacts) Templates(ctx context.Context, workspace uuid.UUID) (list []model.Template, err error) {
	err = s.db.WithContext(ctx).Where("workspace_id = ? OR workspace_id IS NULL", workspace).Find(&list).Error
	return list, err
}

// AllTemplates lists letters that belong to somebody.
func (s *Contacts) AllTemplates(ctx context.Context) (list []model.Template, err error) {
	// TS-03: IS NOT NULL binds nobody
	err = s.db.WithContext(ctx).Where("workspace_id IS NOT NULL").Find(&list).Error // want "templates.*not scoped"
	return list, err
}
