// Command pglarge has a decision that is too large to be followed, and a small one of the same form.
package main

import (
	"database/sql"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
)

var errForbidden = errors.New("forbidden")

type user struct{ Role string }

type api struct{ db *sql.DB }

// authorize has a block for each of its conditions.
func authorize(u *user, kind string) error {
	if kind == "k0" && u.Role != "r0" || kind == "k1" && u.Role != "r1" || kind == "k2" && u.Role != "r2" || kind == "k3" && u.Role != "r3" ||
		kind == "k4" && u.Role != "r4" || kind == "k5" && u.Role != "r5" || kind == "k6" && u.Role != "r6" || kind == "k7" && u.Role != "r7" ||
		kind == "k8" && u.Role != "r8" || kind == "k9" && u.Role != "r9" || kind == "k10" && u.Role != "r10" || kind == "k11" && u.Role != "r11" ||
		kind == "k12" && u.Role != "r12" || kind == "k13" && u.Role != "r13" || kind == "k14" && u.Role != "r14" || kind == "k15" && u.Role != "r15" ||
		kind == "k16" && u.Role != "r16" || kind == "k17" && u.Role != "r17" || kind == "k18" && u.Role != "r18" || kind == "k19" && u.Role != "r19" ||
		kind == "k20" && u.Role != "r20" || kind == "k21" && u.Role != "r21" || kind == "k22" && u.Role != "r22" || kind == "k23" && u.Role != "r23" ||
		kind == "k24" && u.Role != "r24" || kind == "k25" && u.Role != "r25" || kind == "k26" && u.Role != "r26" || kind == "k27" && u.Role != "r27" ||
		kind == "k28" && u.Role != "r28" || kind == "k29" && u.Role != "r29" || kind == "k30" && u.Role != "r30" || kind == "k31" && u.Role != "r31" ||
		kind == "k32" && u.Role != "r32" || kind == "k33" && u.Role != "r33" || kind == "k34" && u.Role != "r34" || kind == "k35" && u.Role != "r35" ||
		kind == "k36" && u.Role != "r36" || kind == "k37" && u.Role != "r37" || kind == "k38" && u.Role != "r38" || kind == "k39" && u.Role != "r39" ||
		kind == "k40" && u.Role != "r40" || kind == "k41" && u.Role != "r41" || kind == "k42" && u.Role != "r42" || kind == "k43" && u.Role != "r43" ||
		kind == "k44" && u.Role != "r44" || kind == "k45" && u.Role != "r45" || kind == "k46" && u.Role != "r46" || kind == "k47" && u.Role != "r47" ||
		kind == "k48" && u.Role != "r48" || kind == "k49" && u.Role != "r49" || kind == "k50" && u.Role != "r50" || kind == "k51" && u.Role != "r51" ||
		kind == "k52" && u.Role != "r52" || kind == "k53" && u.Role != "r53" || kind == "k54" && u.Role != "r54" || kind == "k55" && u.Role != "r55" ||
		kind == "k56" && u.Role != "r56" || kind == "k57" && u.Role != "r57" || kind == "k58" && u.Role != "r58" || kind == "k59" && u.Role != "r59" ||
		kind == "k60" && u.Role != "r60" || kind == "k61" && u.Role != "r61" || kind == "k62" && u.Role != "r62" || kind == "k63" && u.Role != "r63" ||
		kind == "k64" && u.Role != "r64" || kind == "k65" && u.Role != "r65" || kind == "k66" && u.Role != "r66" || kind == "k67" && u.Role != "r67" ||
		kind == "k68" && u.Role != "r68" || kind == "k69" && u.Role != "r69" || kind == "k70" && u.Role != "r70" || kind == "k71" && u.Role != "r71" ||
		kind == "k72" && u.Role != "r72" || kind == "k73" && u.Role != "r73" || kind == "k74" && u.Role != "r74" || kind == "k75" && u.Role != "r75" ||
		kind == "k76" && u.Role != "r76" || kind == "k77" && u.Role != "r77" || kind == "k78" && u.Role != "r78" || kind == "k79" && u.Role != "r79" ||
		kind == "k80" && u.Role != "r80" || kind == "k81" && u.Role != "r81" || kind == "k82" && u.Role != "r82" || kind == "k83" && u.Role != "r83" ||
		kind == "k84" && u.Role != "r84" || kind == "k85" && u.Role != "r85" || kind == "k86" && u.Role != "r86" || kind == "k87" && u.Role != "r87" ||
		kind == "k88" && u.Role != "r88" || kind == "k89" && u.Role != "r89" || kind == "k90" && u.Role != "r90" || kind == "k91" && u.Role != "r91" ||
		kind == "k92" && u.Role != "r92" || kind == "k93" && u.Role != "r93" || kind == "k94" && u.Role != "r94" || kind == "k95" && u.Role != "r95" ||
		kind == "k96" && u.Role != "r96" || kind == "k97" && u.Role != "r97" || kind == "k98" && u.Role != "r98" || kind == "k99" && u.Role != "r99" ||
		kind == "k100" && u.Role != "r100" || kind == "k101" && u.Role != "r101" || kind == "k102" && u.Role != "r102" || kind == "k103" && u.Role != "r103" ||
		kind == "k104" && u.Role != "r104" || kind == "k105" && u.Role != "r105" || kind == "k106" && u.Role != "r106" || kind == "k107" && u.Role != "r107" ||
		kind == "k108" && u.Role != "r108" || kind == "k109" && u.Role != "r109" || kind == "k110" && u.Role != "r110" || kind == "k111" && u.Role != "r111" ||
		kind == "k112" && u.Role != "r112" || kind == "k113" && u.Role != "r113" || kind == "k114" && u.Role != "r114" || kind == "k115" && u.Role != "r115" ||
		kind == "k116" && u.Role != "r116" || kind == "k117" && u.Role != "r117" || kind == "k118" && u.Role != "r118" || kind == "k119" && u.Role != "r119" ||
		kind == "k120" && u.Role != "r120" || kind == "k121" && u.Role != "r121" || kind == "k122" && u.Role != "r122" || kind == "k123" && u.Role != "r123" ||
		kind == "k124" && u.Role != "r124" || kind == "k125" && u.Role != "r125" || kind == "k126" && u.Role != "r126" || kind == "k127" && u.Role != "r127" ||
		kind == "k128" && u.Role != "r128" || kind == "k129" && u.Role != "r129" || kind == "k130" && u.Role != "r130" || kind == "k131" && u.Role != "r131" ||
		kind == "k132" && u.Role != "r132" || kind == "k133" && u.Role != "r133" || kind == "k134" && u.Role != "r134" || kind == "k135" && u.Role != "r135" ||
		kind == "k136" && u.Role != "r136" || kind == "k137" && u.Role != "r137" || kind == "k138" && u.Role != "r138" || kind == "k139" && u.Role != "r139" ||
		kind == "k140" && u.Role != "r140" || kind == "k141" && u.Role != "r141" || kind == "k142" && u.Role != "r142" || kind == "k143" && u.Role != "r143" ||
		kind == "k144" && u.Role != "r144" || kind == "k145" && u.Role != "r145" || kind == "k146" && u.Role != "r146" || kind == "k147" && u.Role != "r147" ||
		kind == "k148" && u.Role != "r148" || kind == "k149" && u.Role != "r149" || kind == "k150" && u.Role != "r150" || kind == "k151" && u.Role != "r151" ||
		kind == "k152" && u.Role != "r152" || kind == "k153" && u.Role != "r153" || kind == "k154" && u.Role != "r154" || kind == "k155" && u.Role != "r155" ||
		kind == "k156" && u.Role != "r156" || kind == "k157" && u.Role != "r157" || kind == "k158" && u.Role != "r158" || kind == "k159" && u.Role != "r159" ||
		kind == "k160" && u.Role != "r160" || kind == "k161" && u.Role != "r161" || kind == "k162" && u.Role != "r162" || kind == "k163" && u.Role != "r163" ||
		kind == "k164" && u.Role != "r164" || kind == "k165" && u.Role != "r165" || kind == "k166" && u.Role != "r166" || kind == "k167" && u.Role != "r167" ||
		kind == "k168" && u.Role != "r168" || kind == "k169" && u.Role != "r169" || kind == "k170" && u.Role != "r170" || kind == "k171" && u.Role != "r171" ||
		kind == "k172" && u.Role != "r172" || kind == "k173" && u.Role != "r173" || kind == "k174" && u.Role != "r174" || kind == "k175" && u.Role != "r175" ||
		kind == "k176" && u.Role != "r176" || kind == "k177" && u.Role != "r177" || kind == "k178" && u.Role != "r178" || kind == "k179" && u.Role != "r179" ||
		kind == "k180" && u.Role != "r180" || kind == "k181" && u.Role != "r181" || kind == "k182" && u.Role != "r182" || kind == "k183" && u.Role != "r183" ||
		kind == "k184" && u.Role != "r184" || kind == "k185" && u.Role != "r185" || kind == "k186" && u.Role != "r186" || kind == "k187" && u.Role != "r187" ||
		kind == "k188" && u.Role != "r188" || kind == "k189" && u.Role != "r189" || kind == "k190" && u.Role != "r190" || kind == "k191" && u.Role != "r191" ||
		kind == "k192" && u.Role != "r192" || kind == "k193" && u.Role != "r193" || kind == "k194" && u.Role != "r194" || kind == "k195" && u.Role != "r195" ||
		kind == "k196" && u.Role != "r196" || kind == "k197" && u.Role != "r197" || kind == "k198" && u.Role != "r198" || kind == "k199" && u.Role != "r199" ||
		kind == "k200" && u.Role != "r200" || kind == "k201" && u.Role != "r201" || kind == "k202" && u.Role != "r202" || kind == "k203" && u.Role != "r203" ||
		kind == "k204" && u.Role != "r204" {
		return errForbidden
	}
	return nil
}

func allowed(u *user, kind string) error {
	if kind == "k0" && u.Role != "r0" || kind != "k0" && u.Role != "admin" {
		return errForbidden
	}
	return nil
}

func (a *api) large(w http.ResponseWriter, r *http.Request) {
	u, _ := r.Context().Value("user").(*user)
	if err := authorize(u, r.FormValue("kind")); err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	_, _ = a.db.Exec("DELETE FROM orders")
}

func (a *api) small(w http.ResponseWriter, r *http.Request) {
	u, _ := r.Context().Value("user").(*user)
	if err := allowed(u, r.FormValue("kind")); err != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	_, _ = a.db.Exec("DELETE FROM orders")
}

func main() {
	a, r := &api{}, chi.NewRouter()
	r.Post("/large", a.large) // PG-10 a decision too large to be followed: unresolved `authorize lets through what is not known`
	r.Post("/small", a.small) // PG-10 a decision of the same form: met `permission by pglarge.allowed`
	_ = http.ListenAndServe(":8080", r)
}
