package flow

import "slices"

// noReturn are functions that never return. ctrlflow's facts would differ between drivers: under go vet they cover the standard
// library, with a roots-only driver they do not.
var noReturn = [...]string{
	"log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln",
	"(*log.Logger).Fatal", "(*log.Logger).Fatalf", "(*log.Logger).Fatalln", "(*log.Logger).Panic", "(*log.Logger).Panicf",
	"os.Exit", "runtime.Goexit", "syscall.Exit",
	"(*testing.common).Fatal", "(*testing.common).Fatalf", "(*testing.common).FailNow", "(*testing.common).Skip", "(*testing.common).Skipf", "(*testing.common).SkipNow",
	"(testing.TB).Fatal", "(testing.TB).Fatalf", "(testing.TB).FailNow", "(testing.TB).Skip",
	"(*go.uber.org/zap.Logger).Fatal", "(*go.uber.org/zap.Logger).Panic", "(*go.uber.org/zap.SugaredLogger).Fatal", "(*go.uber.org/zap.SugaredLogger).Fatalf",
	"(*go.uber.org/zap.SugaredLogger).Fatalw",
	"github.com/sirupsen/logrus.Fatal", "github.com/sirupsen/logrus.Fatalf", "github.com/sirupsen/logrus.Fatalln",
	"(*github.com/sirupsen/logrus.Logger).Fatal", "(*github.com/sirupsen/logrus.Logger).Fatalf", "(*github.com/sirupsen/logrus.Entry).Fatal", "(*github.com/sirupsen/logrus.Entry).Fatalf",
	"k8s.io/klog/v2.Fatal", "k8s.io/klog/v2.Fatalf", "github.com/golang/glog.Fatal", "github.com/golang/glog.Fatalf",
}

// NoReturn reports a function that never returns.
func NoReturn(key string) bool { return slices.Contains(noReturn[:], key) }
