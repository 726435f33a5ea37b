// Package model holds the rows of the CRM.
package model

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Base is what every row has.
type Base struct {
	ID        uuid.UUID `gorm:"type:uuid;primaryKey;default:gen_random_uuid()" json:"id"`
	CreatedAt time.Time `json:"created_at"`
}

// Account pays for workspaces.
type Account struct {
	Base
	Name string `gorm:"not null"`
}

// Workspace is the tenant: a team of an account.
type Workspace struct {
	Base
	AccountID uuid.UUID `gorm:"type:uuid;not null;index"`
	Account   Account
	Slug      string `gorm:"not null;uniqueIndex"`
	Name      string `gorm:"not null"`
	Suspended bool   `gorm:"not null;default:false"`
}

// Seat is a person's place in a workspace.
type Seat struct {
	Base
	WorkspaceID  uuid.UUID `gorm:"type:uuid;not null;index"`
	Workspace    Workspace `json:"-"`
	Email        string    `gorm:"not null;uniqueIndex"`
	PasswordHash string    `gorm:"not null" json:"-"`
	Hint         string    `gorm:"not null;default:''"`
}

// Membership lets a seat of one workspace visit another.
type Membership struct {
	WorkspaceID uuid.UUID `gorm:"type:uuid;primaryKey"`
	SeatID      uuid.UUID `gorm:"type:uuid;primaryKey"`
	Workspace   Workspace
	Seat        Seat
}

// Company is an organization that is sold to.
type Company struct {
	Base
	WorkspaceID uuid.UUID `gorm:"type:uuid;not null;uniqueIndex:company_domain"`
	AccountID   uuid.UUID `gorm:"type:uuid;not null;index"`
	Domain      string    `gorm:"not null;uniqueIndex:company_domain"`
	Name        string    `gorm:"not null"`
	Contacts    []Contact
}

// Contact is a person who is sold to.
type Contact struct {
	Base
	WorkspaceID uuid.UUID      `gorm:"type:uuid;not null;uniqueIndex:contact_email"`
	CompanyID   *uuid.UUID     `gorm:"type:uuid;index"`
	Company     *Company       `json:"company,omitempty"`
	Email       string         `gorm:"not null;uniqueIndex:contact_email"`
	Name        string         `gorm:"not null"`
	DeletedAt   gorm.DeletedAt `gorm:"index" json:"-"`
}

// Deal is something that may be sold.
type Deal struct {
	Base
	WorkspaceID  uuid.UUID `gorm:"type:uuid;not null;index"`
	AccountID    uuid.UUID `gorm:"type:uuid;not null;index"`
	ContactID    uuid.UUID `gorm:"type:uuid;not null;index"`
	Contact      Contact   `json:"contact"`
	ContactEmail string    `gorm:"not null;default:''"`
	Title        string    `gorm:"not null"`
	Stage        string    `gorm:"not null;default:'new';index"`
	Cents        int64     `gorm:"not null;default:0"`
	ClosesAt     time.Time
	Tags         []Tag `gorm:"many2many:deal_tags" json:"tags,omitempty"`
	Activities   []Activity
}

// Activity is a call or a letter. It has no workspace of its own: it belongs to its deal's.
type Activity struct {
	Base
	DealID uuid.UUID `gorm:"type:uuid;not null;index"`
	Deal   *Deal     `json:"-"`
	Kind   string    `gorm:"not null"`
	Text   string    `gorm:"not null"`
}

// Tag is a label.
type Tag struct {
	Base
	WorkspaceID uuid.UUID `gorm:"type:uuid;not null;uniqueIndex:tag_name"`
	Name        string    `gorm:"not null;uniqueIndex:tag_name"`
}

// Pipeline is a way of selling.
type Pipeline struct {
	Base
	WorkspaceID uuid.UUID `gorm:"type:uuid;not null;index"`
	Name        string    `gorm:"not null"`
	Steps       string    `gorm:"not null"`
}

// Template is a letter. One without a workspace is offered to everybody.
type Template struct {
	Base
	WorkspaceID *uuid.UUID `gorm:"type:uuid;index"`
	Name        string     `gorm:"not null"`
	Body        string     `gorm:"not null"`
}

// Forecast is made by a migration, because of its defaults.
type Forecast struct {
	ID          uuid.UUID  `gorm:"type:uuid;primaryKey" json:"id"`
	WorkspaceID uuid.UUID  `gorm:"type:uuid;not null" json:"-"`
	AccountID   *uuid.UUID `gorm:"type:uuid" json:"-"`
	Quarter     string     `json:"quarter"`
	Cents       int64      `json:"cents"`
}

// ExchangeRate is the same for everybody.
type ExchangeRate struct {
	Currency string  `gorm:"primaryKey" json:"currency"`
	PerEuro  float64 `json:"per_euro"`
}

// Migrate makes the tables of the models.
func Migrate(db *gorm.DB) error {
	return db.AutoMigrate(&Account{}, &Workspace{}, &Seat{}, &Membership{}, &Company{}, &Contact{}, &Deal{}, &Activity{}, &Tag{}, &Pipeline{}, &Template{})
}
