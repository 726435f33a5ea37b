package tg19rows

import "github.com/google/uuid"

func newOrder(status string) *Order { return &Order{ID: uuid.NewString(), Status: status} }

func (s *Store) inTx(fn func() error) error { return fn() }

// TG-19: a variable that is set to a new row before a callback sees it
func (s *Store) createAnew(given *Order) error {
	order := given
	order = newOrder(order.Status)
	return s.inTx(func() error { return s.saveNew(order) })
}

func (s *Store) saveNew(o *Order) error {
	_, err := s.db.Exec("UPDATE orders SET status = $1 WHERE id = $2", o.Status, o.ID) // met `was made by the caller`
	return err
}

// TG-19: a variable that is set to a new row only sometimes
func (s *Store) createSometimes(given *Order) error {
	order := given
	if order.ID == "" {
		order = newOrder(order.Status)
	}
	return s.inTx(func() error { return s.saveSometimes(order) }) // related `nothing here ties`
}

func (s *Store) saveSometimes(o *Order) error {
	_, err := s.db.Exec("UPDATE orders SET status = $1 WHERE id = $2", o.Status, o.ID) // want `orders`
	return err
}
