package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

func condition(t *testing.T, text string) sqlread.Expr {
	t.Helper()
	if text == "" {
		return nil
	}
	e, problems := sqlread.ReadCondition(text)
	require.Empty(t, problems)
	return e
}

func TestPinned(t *testing.T) {
	t.Parallel()
	const equates = "tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid"
	type policy struct {
		command, using, check string
		restrictive           bool
	}
	all := policy{command: "ALL", using: equates}
	for _, c := range []struct {
		name     string
		table    string
		unforced bool
		disabled bool
		policies []policy
		command  string
		setting  string
		want     bool
	}{
		{name: "TG-16/forced_and_equates", policies: []policy{all}, command: "SELECT", want: true},
		{name: "TG-16/insert_by_using", policies: []policy{all}, command: "INSERT", want: true},
		{name: "TG-16/update_by_using", policies: []policy{all}, command: "UPDATE", want: true},
		{name: "TG-16/spelling_of_setting", policies: []policy{all}, command: "SELECT", setting: "APP.Tenant_ID", want: true},
		{name: "TG-17/not_forced", policies: []policy{all}, unforced: true, command: "SELECT"},
		{name: "TG-17/not_enabled", policies: []policy{all}, disabled: true, command: "SELECT"},
		{name: "TG-17/no_policy", command: "SELECT"},
		{name: "TG-17/other_setting", policies: []policy{all}, command: "SELECT", setting: "app.user_id"},
		{name: "TG-16/policy_for_command", policies: []policy{{command: "SELECT", using: equates}}, command: "SELECT", want: true},
		{name: "TG-17/policy_for_other_command", policies: []policy{{command: "SELECT", using: equates}}, command: "UPDATE"},
		{name: "TG-17/second_permissive", policies: []policy{all, {command: "SELECT", using: "status = 'public'"}}, command: "SELECT"},
		{name: "TG-16/second_permissive_of_other_command", policies: []policy{all, {command: "SELECT", using: "status = 'public'"}}, command: "DELETE", want: true},
		{name: "TG-16/second_that_equates_too", policies: []policy{all, {command: "SELECT", using: equates + " AND status = 'x'"}}, command: "SELECT", want: true},
		{name: "TG-16/second_restrictive", policies: []policy{all, {command: "SELECT", using: "status = 'public'", restrictive: true}}, command: "SELECT", want: true},
		{name: "TG-16/restrictive_equates", policies: []policy{{command: "ALL", using: "true"}, {command: "ALL", using: equates, restrictive: true}}, command: "SELECT", want: true},
		{name: "TG-17/bypass_arm", policies: []policy{{command: "ALL", using: "current_setting('app.bypass', true) = 'on' OR " + equates}}, command: "SELECT"},
		{name: "TG-17/unset_opens", policies: []policy{{command: "ALL", using: "current_setting('app.tenant_id', true) = '' OR " + equates}}, command: "SELECT"},
		{name: "TG-17/true", policies: []policy{{command: "ALL", using: "true"}}, command: "SELECT"},
		{name: "TG-17/check_is_open", policies: []policy{{command: "ALL", using: equates, check: "true"}}, command: "INSERT"},
		{name: "TG-17/update_check_is_open", policies: []policy{{command: "ALL", using: equates, check: "true"}}, command: "UPDATE"},
		{name: "TG-16/select_with_open_check", policies: []policy{{command: "ALL", using: equates, check: "true"}}, command: "SELECT", want: true},
		{name: "TG-16/insert_check", policies: []policy{{command: "INSERT", check: equates}}, command: "INSERT", want: true},
		{name: "TG-16/inherited_by_sub_select", table: "lines", policies: []policy{{command: "ALL", using: "t_id IN (SELECT id FROM t WHERE " + equates + ")"}}, command: "SELECT", want: true},
		{name: "TG-17/inherited_by_open_sub_select", table: "lines", policies: []policy{{command: "ALL", using: "t_id IN (SELECT id FROM t)"}}, command: "SELECT"},
		{name: "TG-16/shared_rows_are_read", table: "shared", policies: []policy{{command: "ALL", using: "tenant_id IS NULL OR " + equates}}, command: "SELECT", want: true},
		{name: "TG-17/shared_rows_are_not_written", table: "shared", policies: []policy{{command: "ALL", using: "tenant_id IS NULL OR " + equates}}, command: "DELETE"},
		{name: "TG-17/global", table: "countries", policies: []policy{all}, command: "SELECT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cat := shop()
			name := c.table
			if name == "" {
				name = "t"
			}
			table, ok := cat.Table("", name)
			require.True(t, ok)
			table.RLS = catalog.RLS{Enabled: !c.disabled, Forced: !c.unforced}
			for _, p := range c.policies {
				table.RLS.Policies = append(table.RLS.Policies, catalog.Policy{
					Name: "p", Command: p.command, Permissive: !p.restrictive, Using: condition(t, p.using), Check: condition(t, p.check),
				})
			}
			setting := c.setting
			if setting == "" {
				setting = "app.tenant_id"
			}
			got, why, assumptions := scope.Pinned(table, cat, c.command, setting)
			require.Equal(t, c.want, got, "%v", why)
			require.NotEmpty(t, why)
			require.Equal(t, got, len(assumptions) == 1)
		})
	}
}

func TestPin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, sql, setting string
		bind, local, ok    bool
	}{
		{"set_config local", "SELECT set_config('app.tenant_id', $1, true)", "app.tenant_id", true, true, true},
		{"set_config cast", "SELECT set_config('app.tenant_id', $1::text, true)", "app.tenant_id", true, true, true},
		{"set_config session", "SELECT set_config('app.tenant_id', $1, false)", "app.tenant_id", true, false, true},
		{"set_config scope unknown", "SELECT set_config('app.tenant_id', $1, $2)", "app.tenant_id", true, false, true},
		{"set_config name unknown", "SELECT set_config($1, $2, true)", "", false, false, false},
		{"set_config reset", "SELECT set_config('app.tenant_id', '', true)", "app.tenant_id", false, true, true},
		{"set local", "SET LOCAL app.tenant_id = '%s'", "app.tenant_id", true, true, true},
		{"set", "SET app.tenant_id = '%s'", "app.tenant_id", true, false, true},
		{"another function", "SELECT pg_notify('app.tenant_id', $1, true)", "", false, false, false},
		{"no pin", "UPDATE t SET name = $1", "", false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			setting, bind, local, ok := scope.Pin(statement(t, c.sql))
			require.Equal(t, c.ok, ok)
			require.Equal(t, c.setting, setting)
			require.Equal(t, c.bind, bind != nil)
			require.Equal(t, c.local, local)
		})
	}
}
