package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/dbgen"
)

// Products is the store of the catalogue.
type Products struct {
	pool *pgxpool.Pool
	q    *dbgen.Queries
}

// NewProducts returns a store on the pool.
func NewProducts(pool *pgxpool.Pool) *Products {
	return &Products{pool: pool, q: dbgen.New(pool)}
}

// Get returns one product of the tenant.
func (s *Products) Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Product, error) {
	return s.q.GetProduct(ctx, dbgen.GetProductParams{TenantID: tenant, ID: id})
}

// List returns what the tenant sells.
func (s *Products) List(ctx context.Context, tenant uuid.UUID) ([]dbgen.Product, error) {
	return s.q.ListProducts(ctx, tenant)
}

// Upsert writes a product; the conflict key holds the tenant.
func (s *Products) Upsert(ctx context.Context, arg dbgen.UpsertProductParams) (dbgen.Product, error) {
	return s.q.UpsertProduct(ctx, arg)
}

// Restore brings a product back under its old id.
func (s *Products) Restore(ctx context.Context, arg dbgen.RestoreProductParams) (dbgen.Product, error) {
	// TS-26: on a conflict of the id somebody else's product is overwritten
	return s.q.RestoreProduct(ctx, arg) // want "products.*(conflict|not scoped)" // settled: main
}

// Stocktake is one counted product.
type Stocktake struct {
	ProductID uuid.UUID `json:"product_id"`
	Count     int32     `json:"count"`
}

// Count sets the stock that was counted.
func (s *Products) Count(ctx context.Context, tenant uuid.UUID, counted []Stocktake) error {
	rows := make([]dbgen.SetStockParams, 0, len(counted))
	for _, c := range counted {
		rows = append(rows, dbgen.SetStockParams{ID: c.ProductID, Stock: c.Count, TenantID: tenant})
	}
	return s.q.SetStock(ctx, rows).Close()
}

// Correct adds differences to the stock.
func (s *Products) Correct(ctx context.Context, counted []Stocktake) error {
	rows := make([]dbgen.AdjustStockParams, 0, len(counted))
	for _, c := range counted {
		rows = append(rows, dbgen.AdjustStockParams{ID: c.ProductID, Delta: c.Count})
	}
	// TG-03: a batch over ids of the request
	return s.q.AdjustStock(ctx, rows).Close() // want "products.*not scoped" // settled: main
}

// Reprice queues one update per price.
func (s *Products) Reprice(ctx context.Context, tenant uuid.UUID, prices map[string]int64) error {
	var batch pgx.Batch
	for sku, cents := range prices {
		batch.Queue(`UPDATE products SET price_cents = $1 WHERE sku = $2 AND tenant_id = $3`, cents, sku, tenant)
	}
	return s.pool.SendBatch(ctx, &batch).Close()
}

// Discontinue archives products by their article numbers.
func (s *Products) Discontinue(ctx context.Context, skus []string) error {
	var batch pgx.Batch
	for _, sku := range skus {
		// TG-06: pgx Batch.Queue; article numbers repeat from shop to shop
		batch.Queue(`UPDATE products SET archived_at = now() WHERE sku = $1`, sku) // want "products.*not scoped"
	}
	return s.pool.SendBatch(ctx, &batch).Close()
}

// Transfer hands a product to another shop.
func (s *Products) Transfer(ctx context.Context, tenant, id, buyer uuid.UUID) error {
	const transfer = `UPDATE products SET tenant_id = $1 WHERE id = $2 AND tenant_id = $3`
	// TS-22: the tenant key is immutable
	_, err := s.pool.Exec(ctx, transfer, buyer, id, tenant) // want "tenant_id|immutable"
	return err
}

// Code is a discount code to be imported.
type Code struct {
	Text    string `json:"code"`
	Percent int32  `json:"percent"`
}

// ImportCodes copies discount codes.
func (s *Products) ImportCodes(ctx context.Context, codes []Code) (int64, error) {
	// TS-35: COPY without the tenant: the codes would be valid in every shop
	return s.pool.CopyFrom(ctx, pgx.Identifier{"discount_codes"}, []string{"code", "percent"}, // want "discount_codes.*tenant"
		pgx.CopyFromSlice(len(codes), func(i int) ([]any, error) {
			return []any{codes[i].Text, codes[i].Percent}, nil
		}))
}

// ImportOwnCodes copies discount codes of one shop.
func (s *Products) ImportOwnCodes(ctx context.Context, tenant uuid.UUID, codes []Code) (int64, error) {
	return s.pool.CopyFrom(ctx, pgx.Identifier{"discount_codes"}, []string{"tenant_id", "code", "percent"},
		pgx.CopyFromSlice(len(codes), func(i int) ([]any, error) {
			return []any{tenant, codes[i].Text, codes[i].Percent}, nil
		}))
}

// Code finds a code of the shop or of the whole platform.
func (s *Products) Code(ctx context.Context, tenant uuid.UUID, text string) (int32, error) {
	const byCode = `SELECT percent FROM discount_codes WHERE code = $1 AND (tenant_id = $2 OR tenant_id IS NULL)`
	var percent int32
	if err := s.pool.QueryRow(ctx, byCode, text, tenant).Scan(&percent); err != nil {
		return 0, fmt.Errorf("discount code: %w", err)
	}
	return percent, nil
}
