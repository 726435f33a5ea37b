package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// sarifValidator compiles the official schema (OASIS, SARIF 2.1.0 errata 01), which is kept in testdata so that the test needs no network.
func sarifValidator(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "sarif-schema-2.1.0.json"))
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(sarifSchema, doc))
	schema, err := c.Compile(sarifSchema)
	require.NoError(t, err)
	return schema
}

func writeSARIF(t *testing.T, in Input) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, New(in).WriteSARIF(&b))
	return b.Bytes()
}

func TestSARIFIsValid(t *testing.T) {
	schema := sarifValidator(t)
	withAll := sample()
	withAll.Baseline = baseline.New(withAll.Ledgers[0].Entries[:1])
	withAll.Errors = []string{"x.go:1:1: undefined: y"}
	undocumented := sample()
	undocumented.Rules[0].Doc, undocumented.Rules[0].URL = "", ""
	for name, in := range map[string]Input{"full": sample(), "empty": {Root: "/repo"}, "held, waived and errors": withAll, "a rule without a page": undocumented} {
		t.Run(name, func(t *testing.T) {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(writeSARIF(t, in)))
			require.NoError(t, err)
			require.NoError(t, schema.Validate(doc))
		})
	}
	t.Run("the validator can fail", func(t *testing.T) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(writeSARIF(t, sample()), []byte(`"kind": "fail"`), []byte(`"kind": "failed"`), 1)))
		require.NoError(t, err)
		require.Error(t, schema.Validate(doc))
	})
}

func TestSARIFMeaning(t *testing.T) {
	in := sample()
	in.Baseline = baseline.New(in.Ledgers[0].Entries[1:2])
	var log sarifLog
	require.NoError(t, json.Unmarshal(writeSARIF(t, in), &log))
	run := log.Runs[0]
	byStatement := make(map[string]sarifResult)
	for _, res := range run.Results {
		require.Equal(t, res.RuleID, run.Tool.Driver.Rules[res.RuleIndex].ID)
		require.NotEmpty(t, res.PartialFingerprints[fingerprintName])
		require.Equal(t, srcRoot, res.Locations[0].PhysicalLocation.ArtifactLocation.URIBaseID)
		byStatement[res.Properties.Relation+"/"+res.Properties.Category] = res
	}
	held, waived, warned, travelled, open := byStatement["orders/unscoped"], byStatement["sessions/unscoped"], byStatement["projects/wider-key"], byStatement["items/unscoped"], byStatement["orders/"]

	require.Equal(t, []sarifSuppression{{Kind: "external", Status: "accepted", Justification: "held by the baseline"}}, held.Suppressions)
	require.Equal(t, []sarifSuppression{{Kind: "inSource", Status: "accepted", Justification: "expiry sweep; hourly worker"}}, waived.Suppressions)
	require.Empty(t, travelled.Suppressions)
	require.Equal(t, "warning", warned.Level)
	require.Equal(t, "store/a%20b.go", warned.Locations[0].PhysicalLocation.ArtifactLocation.URI)
	require.Equal(t, "open", open.Kind)
	require.Equal(t, "none", open.Level)

	// Column 24 in bytes is behind ü (two bytes, one unit) and 𝄞 (four bytes, two units).
	require.Equal(t, 21, travelled.Locations[0].PhysicalLocation.Region.StartColumn)
	require.Equal(t, `delete on items \[all of them\] is not scoped to a tenant`+"\n[cmd/api/main.go:3](0): called here with an id from the request\nbind the tenant key in the statement, or compare the row's tenant before the row is used", travelled.Message.Text)
	require.Equal(t, 0, *travelled.RelatedLocations[0].ID)
	require.Zero(t, waived.Locations[0].PhysicalLocation.Region.StartColumn, "the file cannot be read: no column rather than a wrong one")
}

func TestSARIFPathsStayRelative(t *testing.T) {
	in := sample()
	in.Ledgers = []*verdict.Ledger{{Rule: "tenantscope", Entries: []verdict.Entry{{
		Rule: "tenantscope", Verdict: verdict.Broken, Message: "m", Origin: at("c:d/ü#x.go", 1, 1),
	}}}}
	var log sarifLog
	require.NoError(t, json.Unmarshal(writeSARIF(t, in), &log))
	require.Equal(t, "./c:d/%C3%BC%23x.go", log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
}
