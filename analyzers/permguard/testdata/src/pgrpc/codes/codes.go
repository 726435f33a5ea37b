// Package codes names statuses as the user's own code does.
package codes

import "errors"

var PermissionDenied = errors.New("permission denied")
