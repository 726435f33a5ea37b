package httpapi

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

func (a *API) listOrders(w http.ResponseWriter, r *http.Request) {
	var status *string
	if s := r.URL.Query().Get("status"); s != "" {
		status = &s
	}
	list, err := a.Orders.Orders(r.Context(), status)
	answer(w, list, err)
}

func (a *API) placeOrder(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Customer uuid.UUID `json:"customer_id"`
		Number   int64     `json:"number"`
		Currency string    `json:"currency"`
	}](w, r)
	if !ok {
		return
	}
	order, err := a.Orders.Place(r.Context(), in.Customer, in.Number, in.Currency)
	answer(w, order, err)
}

func (a *API) getOrder(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	order, err := a.Orders.Order(r.Context(), id)
	answer(w, order, err)
}

func (a *API) receipt(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	order, err := a.Receipts.Find(r.Context(), id)
	if err != nil {
		answer(w, nil, err)
		return
	}
	contact, err := a.LoadContact(r.Context(), order.CustomerID)
	answer(w, map[string]any{"number": order.Number, "total": order.TotalCents, "buyer": contact.FullName}, err)
}

func (a *API) orderLines(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	lines, err := a.Boards.Lines(r.Context(), tenant, id)
	answer(w, lines, err)
}

func (a *API) annotateOrder(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	in, ok := body[struct {
		Note string `json:"note"`
	}](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Orders.Annotate(r.Context(), id, in.Note))
}

func (a *API) flagOrder(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	answer(w, nil, a.Orders.Flag(r.Context(), id))
}

func (a *API) moveOrder(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	answer(w, nil, a.Orders.Move(r.Context(), id, r.URL.Query().Get("to")))
}

func (a *API) refundOrder(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	in, ok := body[struct {
		Cents  int64  `json:"cents"`
		Reason string `json:"reason"`
	}](w, r)
	if !ok {
		return
	}
	refund, err := a.Orders.Refund(r.Context(), id, in.Cents, in.Reason)
	answer(w, refund, err)
}

func (a *API) searchOrders(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	list, err := a.Boards.Search(r.Context(), tenant, r.URL.Query().Get("q"))
	answer(w, list, err)
}

// board answers the lists on the warehouse's wall.
func (a *API) board(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	ctx := r.Context()
	var list any
	var err error
	switch chi.URLParam(r, "board") {
	case "rush":
		list, err = a.Boards.Rush(ctx, tenant)
	case "urgent":
		list, err = a.Boards.Urgent(ctx, tenant)
	case "contacts":
		list, err = a.Boards.Contacts(ctx, tenant)
	case "buyers":
		list, err = a.Boards.Buyers(ctx, tenant)
	case "statuses":
		list, err = a.Boards.Statuses(ctx)
	default:
		http.NotFound(w, r)
		return
	}
	answer(w, list, err)
}

func (a *API) orderShipments(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	list, err := a.Shipping.Of(r.Context(), id)
	answer(w, list, err)
}

func (a *API) shipOrder(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	in, ok := body[struct {
		Carrier string `json:"carrier"`
		Express bool   `json:"express"`
	}](w, r)
	if !ok {
		return
	}
	shipment, err := a.Shipping.Ship(r.Context(), id, in.Carrier, in.Express)
	answer(w, shipment, err)
}

func (a *API) trackShipment(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	shipment, err := a.Shipping.Track(r.Context(), id)
	answer(w, shipment, err)
}

func (a *API) advanceShipment(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	answer(w, nil, a.Shipping.Advance(r.Context(), id, r.URL.Query().Get("to")))
}

func (a *API) replaceShipment(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	in, ok := body[struct {
		Dropped uuid.UUID `json:"dropped"`
	}](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Shipping.Replace(r.Context(), id, in.Dropped))
}
