package effect

import (
	"slices"
	"strings"
)

// Row is a function that does something outside the process.
type Row struct {
	Func string
	What string
	// Method is the argument that holds an HTTP method, by which a request is judged; -1 where every call is an effect.
	Method int
}

// Library reports a package that a row is of.
func Library(path string) bool {
	return slices.ContainsFunc(Rows(), func(r Row) bool { return strings.HasPrefix(strings.TrimLeft(r.Func, "(*"), path+".") })
}

// Rows lists the functions, beside those of database libraries, which have a table of their own.
func Rows() []Row {
	always := func(what string, funcs ...string) []Row {
		var out []Row
		for _, f := range funcs {
			out = append(out, Row{f, what, -1})
		}
		return out
	}
	rows := []Row{
		{"net/http.NewRequest", "", 0},
		{"net/http.NewRequestWithContext", "", 1},
	}
	for _, list := range [][]Row{
		always("POST request", "net/http.Post", "net/http.PostForm", "(*net/http.Client).Post", "(*net/http.Client).PostForm"),
		always("publish", "(*github.com/nats-io/nats.go.Conn).Publish", "(*github.com/nats-io/nats.go.Conn).PublishMsg", "(*github.com/nats-io/nats.go.Conn).PublishRequest",
			"(github.com/nats-io/nats.go.JetStreamContext).Publish", "(github.com/nats-io/nats.go/jetstream.JetStream).Publish",
			"(*github.com/segmentio/kafka-go.Writer).WriteMessages", "(github.com/IBM/sarama.SyncProducer).SendMessage", "(github.com/IBM/sarama.SyncProducer).SendMessages",
			"(*github.com/rabbitmq/amqp091-go.Channel).Publish", "(*github.com/rabbitmq/amqp091-go.Channel).PublishWithContext",
			"(*cloud.google.com/go/pubsub.Topic).Publish", "(*github.com/aws/aws-sdk-go-v2/service/sns.Client).Publish",
			"(*github.com/aws/aws-sdk-go-v2/service/sqs.Client).SendMessage", "(github.com/ThreeDotsLabs/watermill/message.Publisher).Publish",
			"(*github.com/hibiken/asynq.Client).Enqueue", "(*github.com/hibiken/asynq.Client).EnqueueContext"),
		always("object write", "(*github.com/aws/aws-sdk-go-v2/service/s3.Client).PutObject", "(*github.com/aws/aws-sdk-go-v2/service/s3.Client).DeleteObject",
			"(*github.com/aws/aws-sdk-go-v2/service/s3.Client).DeleteObjects", "(*github.com/aws/aws-sdk-go-v2/service/s3.Client).CopyObject",
			"(*github.com/minio/minio-go/v7.Client).PutObject", "(*github.com/minio/minio-go/v7.Client).RemoveObject", "(*github.com/minio/minio-go/v7.Client).FPutObject"),
		always("file write", "os.WriteFile", "os.Remove", "os.RemoveAll", "os.Rename"),
	} {
		rows = append(rows, list...)
	}
	return rows
}
