package sqlread

// ddlEnd gives the index of the token that ends the schema statement at token i: its semicolon or the end of the text.
// The body of a trigger, function, procedure or event may be written without quotes, as BEGIN … END or BEGIN ATOMIC … END;
// semicolons inside do not end the statement. Only a statement that names such an object counts BEGIN and END, for both are
// column names elsewhere. The client's DELIMITER needs no care here: the lexer has turned it into the semicolon.
func ddlEnd(toks []token, i int) int {
	routine := false
	blocks := 0
	for ; toks[i].kind != tokEOF; i++ {
		t := &toks[i]
		if t.kind == tokOp {
			if t.text == ";" && blocks == 0 {
				return i
			}
			continue
		}
		switch t.kw {
		case "TRIGGER", "FUNCTION", "PROCEDURE", "EVENT":
			routine = true
		case "BEGIN":
			if routine {
				blocks++
			}
		case "CASE":
			if blocks > 0 && toks[i-1].kw != "END" {
				blocks++
			}
		case "END":
			if blocks == 0 {
				continue
			}
			// END IF, END LOOP, END WHILE and END REPEAT close what was not counted.
			if next := &toks[i+1]; next.kw != "IF" && !next.is("LOOP") && next.kw != "WHILE" && !next.is("REPEAT") {
				blocks--
			}
		}
	}
	return i
}
