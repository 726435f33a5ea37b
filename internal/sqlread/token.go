package sqlread

import "strings"

// tokenKind classifies a token.
type tokenKind uint8

// The kinds of tokens.
const (
	tokEOF    tokenKind = iota // closes every token slice
	tokWord                    // an unquoted word: identifier or keyword
	tokQuoted                  // "x", `x` or [x]; text is unquoted
	tokString                  // '…', E'…', $tag$…$tag$; text is unquoted
	tokNumber
	tokOp   // operator or punctuation; text is the operator as written
	tokBind // placeholder; see style, num and text
	tokHole // text that the program fills in: HoleMark, {{ … }}, ${…}, also when glued to a word (events_\x00)
)

// token is one lexical unit. Comments are not tokens; they are listed beside them.
type token struct {
	kind  tokenKind
	quote byte      // tokQuoted: the opening quote. tokString: '\'', '$', or the upper-case prefix letter (E, B, X, N, U)
	style BindStyle // tokBind
	start int32
	end   int32
	// num is the argument index of a tokBind, -1 when only its name (text) is known.
	// For a tokString whose whole content is one formatter verb ('%s'), and a tokQuoted with one in it ("events_%s"), it is
	// that verb's index plus one, else 0.
	num int32
	// hole is the number of the first hole inside a tokHole, tokString or tokQuoted; -1 for a template part, which no mark counts; 0 for none.
	hole int32
	text string
	kw   string // the upper-case keyword of a tokWord, empty for any other word
}

// span gives the bytes of t in the text.
func (t *token) span() Span { return Span{int(t.start), int(t.end)} }

// is reports whether t is the unquoted word w, which the caller writes in upper case. It works for any word, keyword or not.
func (t *token) is(w string) bool {
	return t.kind == tokWord && len(t.text) == len(w) && strings.EqualFold(t.text, w)
}

// op reports whether t is the operator or punctuation s.
func (t *token) op(s string) bool { return t.kind == tokOp && t.text == s }

// isName reports whether t can name something: a word or a quoted identifier.
func (t *token) isName() bool { return t.kind == tokWord || t.kind == tokQuoted }

// keywordsByLength holds the words that the readers look at, in upper case, by their length. One search in a short string
// finds a word and hands back a constant, so a keyword costs no allocation and the table needs no building.
// No match can straddle two words: a searched word has the length of its row and holds no space.
var keywordsByLength = [...]string{
	2:  "AS AT BY DO IF IN IS NO OF ON OR TO",
	3:  "ADD ALL AND ANY ASC DIV END FOR KEY MOD NOT ROW SET USE XOR",
	4:  "BOTH CALL CASE CAST COPY CUBE DESC DROP EACH ELSE FROM FULL GLOB INTO JOIN KILL LAST LEFT LIKE LOAD LOCK NEXT NULL ONLY OVER ROWS SHOW SKIP SOME TEMP THEN TIES TRIM TRUE VIEW WHEN WITH",
	5:  "ABORT ALTER ARRAY BEGIN CHECK CLOSE CROSS EVENT FALSE FETCH FIRST FORCE GRANT GROUP ILIKE INDEX INNER LIMIT LOCAL MATCH MERGE MINUS NULLS ORDER OUTER RANGE RESET RIGHT RLIKE SETOF SHARE START STDIN TABLE UNION USING WHERE WHILE",
	6:  "BINARY COLUMN COMMIT CREATE DELETE DOMAIN ESCAPE EXCEPT EXISTS FILTER GLOBAL GROUPS HAVING IGNORE INSERT ISNULL LISTEN NATIVE NOTIFY NOWAIT OFFSET POLICY PRAGMA REGEXP RENAME REVOKE SCHEMA SELECT SOUNDS SUBSTR UNIQUE UNLOCK UPDATE VACUUM VALUES WINDOW WITHIN",
	7:  "AGAINST ANALYSE ANALYZE BETWEEN CASCADE CLUSTER COLLATE COMMENT CONVERT DECLARE DEFAULT DELAYED DISCARD EXECUTE EXPLAIN EXTRACT FOREIGN LATERAL LEADING MATCHED NATURAL NOTHING NOTNULL OUTFILE OVERLAY PARTIAL PERFORM PLACING PREPARE PRIMARY QUALIFY REFRESH REINDEX RELEASE REPLACE SESSION SIMILAR TRIGGER UNKNOWN",
	8:  "CONFLICT DATABASE DESCRIBE DISTINCT DUMPFILE FUNCTION GROUPING INTERVAL POSITION ROLLBACK SEQUENCE TRAILING TRUNCATE UNLOGGED VARIADIC",
	9:  "DUPLICATE EXTENSION INTERSECT LOCALTIME PARTITION PROCEDURE RECURSIVE RETURNING SAVEPOINT SUBSTRING SYMMETRIC TEMPORARY",
	10: "ASYMMETRIC CONSTRAINT DEALLOCATE ORDINALITY OVERRIDING REFERENCES",
	11: "DISTINCTROW TABLESAMPLE TRANSACTION",
	12: "CONCURRENTLY CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_USER LOW_PRIORITY MATERIALIZED SESSION_USER",
	13: "HIGH_PRIORITY STRAIGHT_JOIN",
	14: "CURRENT_SCHEMA LOCALTIMESTAMP",
	15: "CURRENT_CATALOG",
	17: "CURRENT_TIMESTAMP",
}

// keyword gives the upper-case keyword that w spells, or "".
func keyword(w string) string {
	n := len(w)
	if n < 2 || n >= len(keywordsByLength) || keywordsByLength[n] == "" {
		return ""
	}
	var buf [20]byte
	for i := range n {
		c := w[i]
		switch {
		case 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		case 'A' <= c && c <= 'Z' || c == '_':
		default:
			return ""
		}
		buf[i] = c
	}
	row := keywordsByLength[n]
	if i := strings.Index(row, string(buf[:n])); i >= 0 {
		return row[i : i+n]
	}
	return ""
}
