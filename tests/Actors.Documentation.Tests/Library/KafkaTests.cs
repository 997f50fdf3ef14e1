using System.Text.Json.Serialization;
using Actors;
using Actors.Projections;
using Actors.Runtime;
using Actors.Runtime.Streams.Partitions;
using Actors.Runtime.Streams.Publishing;
using Actors.Schema;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Actors.Streams.Json;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Publishing;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Confluent.Kafka;
using Xunit;

namespace Library;

/// <summary>The library on Kafka: loans come in from one topic, what others may know goes out to another.</summary>
public sealed class KafkaTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_loan_comes_in_from_a_topic_and_what_became_of_it_goes_out_to_another()
    {
        // <kafka-embedded>
        using var broker = EmbeddedBroker.Start(brokers: 1);
        broker.CreateTopic("loan-requests", partitions: 3);
        var connection = new KafkaConnection { BootstrapServers = broker.BootstrapServers };
        // </kafka-embedded>
        broker.CreateTopic("loans", partitions: 3);
        await using var store = new InMemoryStore();
        var model = LibraryModel.Create(new FakeLetterService());
        // <kafka-egress>
        var loans = Egress.Named("loans", source: "/library/loans")
            .On<BookBorrowed>((borrowed, _) => PublicEvent.Json("org.example.book-lent.v1", new BookLent(borrowed.Due), LentJson.Default.BookLent))
            .Build();
        using var sink = new KafkaSink(new KafkaSinkOptions { Connection = connection, Topic = "loans" });
        var publisher = new EgressPublisher(loans, sink, model, store);
        await using var system = await ActorSystem.Start(model, store, projections: [publisher]);
        // </kafka-egress>
        using var stopping = new CancellationTokenSource();
        var (ingress, running) = Ingest(system, model, connection, stopping.Token);
        Send(broker, new Message<string, byte[]>
        {
            Key = "b1",
            Value = """{"reader":"ann","days":28}"""u8.ToArray(),
            Headers = new Headers
            {
                { "ce_specversion", "1.0"u8.ToArray() }, { "ce_id", "17"u8.ToArray() }, { "ce_source", "/desk"u8.ToArray() },
                { "ce_type", "org.example.borrow-book"u8.ToArray() }, { "ce_subject", "b1"u8.ToArray() },
            },
        });
        await Eventually.Holds(() => ingress.Counts.Accepted == 1, () => ingress.Counts, Patience);
        await system.WaitForProjections(CancellationToken.None).WaitAsync(Patience);
        Assert.Equal("book-lent", Consume(broker, "loans"));
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task What_became_of_a_loan_goes_out_in_a_transaction()
    {
        using var broker = EmbeddedBroker.Start(brokers: 1);
        broker.CreateTopic("loans", partitions: 3);
        broker.CreateTopic("actors-offsets", partitions: 1);
        var connection = new KafkaConnection { BootstrapServers = broker.BootstrapServers };
        await using var store = new InMemoryStore();
        var model = LibraryModel.Create(new FakeLetterService());
        var loans = Egress.Named("loans", source: "/library/loans")
            .On<BookBorrowed>((borrowed, _) => PublicEvent.Json("org.example.book-lent.v1", new BookLent(borrowed.Due), LentJson.Default.BookLent))
            .Build();
        // <kafka-transactions>
        using var sink = new KafkaTransactionalSink(new KafkaTransactionalSinkOptions
        {
            Connection = connection,
            Topic = "loans",
            TransactionalId = "library-loans",
        });
        var publisher = new TransactionalPublisher(loans, sink, model, store);
        // </kafka-transactions>
        await using var system = await ActorSystem.Start(model, store, projections: [publisher]);
        await system.EntityRef<Loan, LoanCommand, LoanEvent>("b1").Ask(new BorrowBook("ann", 28));
        await system.WaitForProjections(CancellationToken.None).WaitAsync(Patience);
        Assert.Equal("book-lent", Consume(broker, "loans"));
    }

    [Fact]
    public async Task Slices_of_the_shards_go_out_under_ids_of_their_own()
    {
        using var broker = EmbeddedBroker.Start(brokers: 1);
        broker.CreateTopic("loans", partitions: 3);
        broker.CreateTopic("actors-offsets", partitions: 1);
        await using var store = new InMemoryStore();
        var model = LibraryModel.Create(new FakeLetterService());
        var loans = Egress.Named("loans", source: "/library/loans")
            .On<BookBorrowed>((borrowed, _) => PublicEvent.Json("org.example.book-lent.v1", new BookLent(borrowed.Due), LentJson.Default.BookLent))
            .Build();
        var options = new KafkaTransactionalSinkOptions
        {
            Connection = new KafkaConnection { BootstrapServers = broker.BootstrapServers },
            Topic = "loans",
            TransactionalId = "library-loans",
        };
        // <kafka-slices>
        var slices = ShardSlice.Of(4);
        KafkaTransactionalSink[] sinks = [.. slices.Select(slice => new KafkaTransactionalSink(options with { TransactionalId = $"library-loans-{slice.Index}" }))];
        IProjectionStore[] publishers =
        [
            .. slices.Select(slice => new TransactionalPublisher(loans, sinks[slice.Index], model, store, slice: slice)),
        ];
        // </kafka-slices>
        await using (var system = await ActorSystem.Start(model, store, projections: publishers))
        {
            await system.EntityRef<Loan, LoanCommand, LoanEvent>("b1").Ask(new BorrowBook("ann", 28));
            await system.WaitForProjections(CancellationToken.None).WaitAsync(Patience);
            Assert.Equal("book-lent", Consume(broker, "loans"));
        }

        Array.ForEach(sinks, sink => sink.Dispose());
    }

    [Fact]
    public void Plain_JSON_needs_rules_instead_of_code()
    {
        var model = LibraryModel.Create(new FakeLetterService());
        var routes = new Dictionary<string, CommandRoute> { ["borrow"] = new(Loan.Type, new WireName("borrow-book", 1)) };
        // <kafka-json>
        var decoder = new JsonDecoder(model, routes, new JsonDecoderRules(
            Type: FieldRule.Header("type"), Entity: FieldRule.Key, Id: FieldRule.Member("request.id")));
        // </kafka-json>
        var record = new SourceRecord(new LanePosition(1), """{"reader":"ann","days":28,"request":{"id":"r1"}}"""u8.ToArray(), "test")
        {
            Key = "b1"u8.ToArray(),
            Headers = [new SourceHeader("type", "borrow"u8.ToArray())],
        };
        Assert.Equal(new BorrowBook("ann", 28), decoder.Decode(record).Command!.Command);
    }

    private static (PartitionedIngress Ingress, Task Running) Ingest(
        ActorSystem system, ActorModel model, KafkaConnection connection, CancellationToken stopping)
    {
        // <kafka-ingress>
        var source = new KafkaSource(new KafkaSourceOptions
        {
            Name = "library",
            Connection = connection,
            GroupId = "library",
            Topics = ["loan-requests"],
        });
        var decoder = new CloudEventsDecoder(model, new Dictionary<string, CommandRoute>
        {
            ["org.example.borrow-book"] = new(Loan.Type, new WireName("borrow-book", 1)),
        });
        var ingress = system.Connect(source, decoder);
        var running = ingress.Run(stopping);
        // </kafka-ingress>
        return (ingress, running);
    }

    private static void Send(EmbeddedBroker broker, Message<string, byte[]> message)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        producer.Produce("loan-requests", message);
        producer.Flush(Patience);
    }

    /// <summary>The kind of the first event of a topic.</summary>
    private static string Consume(EmbeddedBroker broker, string topic)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(
            new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "check", EnableAutoCommit = false }).Build();
        consumer.Assign(Enumerable.Range(0, 3).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var record = consumer.Consume(Patience) ?? throw new TimeoutException($"Nothing came on '{topic}'.");
        return System.Text.Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("ce_type")).Split('.')[2];
    }
}

/// <summary>What others may know of a loan.</summary>
public sealed record BookLent(DateTimeOffset Due);

[JsonSourceGenerationOptions]
[JsonSerializable(typeof(BookLent))]
internal sealed partial class LentJson : JsonSerializerContext;
