using System.Text.Json;
using Actors.Runtime;
using Actors.Runtime.Streams.Publishing;
using Actors.Streams.Publishing;
using Actors.Streams.RabbitMq.Connections;
using Actors.Streams.RabbitMq.Sinks;
using Actors.Streams.RabbitMq.Sources;
using Actors.TestKit.InMemory;
using Actors.TestKit.RabbitMq;
using Actors.TestKit.Time;
using RabbitMQ.Client;
using Xunit;

namespace Library;

/// <summary>The library on RabbitMQ: loans come in from a queue, what others may know goes out to an exchange.</summary>
public sealed class RabbitMqTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_loan_comes_in_from_a_queue_and_what_became_of_it_goes_out_to_an_exchange()
    {
        await using var server = await RabbitMqServer.Start(new RabbitMqServerOptions(), CancellationToken.None);
        var connection = new RabbitMqConnection { Hosts = $"127.0.0.1:{server.Port}" };
        await using var client = await new ConnectionFactory { HostName = "127.0.0.1", Port = server.Port }.CreateConnectionAsync();
        await using var channel = await client.CreateChannelAsync();
        await channel.ExchangeDeclareAsync("loans", ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync("lent", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("lent", "loans", "#");

        await using var store = new InMemoryStore();
        var model = LibraryModel.Create(new FakeLetterService());
        // <rabbitmq>
        var loans = Egress.Named("loans", source: "/library/loans")
            .On<BookBorrowed>((borrowed, _) => PublicEvent.Json("org.example.book-lent.v1", new BookLent(borrowed.Due), LentJson.Default.BookLent))
            .Build();
        await using var sink = new RabbitMqSink(new RabbitMqSinkOptions { Connection = connection, Exchange = "loans" });
        await using var system = await ActorSystem.Start(model, store, projections: [new EgressPublisher(loans, sink, model, store)]);

        var source = new RabbitMqQueueSource(new RabbitMqQueueSourceOptions { Name = "library", Connection = connection, Queue = "loan-requests" });
        var ingress = system.Connect(source, new LoanDecoder());
        // </rabbitmq>
        using var stopping = new CancellationTokenSource();
        var running = ingress.Run(stopping.Token);
        await Eventually.Holds(() => Send(server.Port), null, Patience);
        await Eventually.Holds(() => ingress.Counts.Accepted == 1, () => ingress.Counts, Patience);
        await system.WaitForProjections(CancellationToken.None).WaitAsync(Patience);
        var lent = await channel.BasicGetAsync("lent", autoAck: true);
        Assert.Equal("loan/b1", lent!.RoutingKey);
        Assert.True(JsonDocument.Parse(lent.Body).RootElement.TryGetProperty("Due", out _));
        await stopping.CancelAsync();
        await running;
    }

    /// <summary>Sends a loan; fails until the source has declared its queue.</summary>
    private static async Task<bool> Send(int port)
    {
        await using var client = await new ConnectionFactory { HostName = "127.0.0.1", Port = port }.CreateConnectionAsync();
        await using var channel = await client.CreateChannelAsync(new CreateChannelOptions(true, true));
        try
        {
            await channel.BasicPublishAsync(
                string.Empty, "loan-requests", mandatory: true, new BasicProperties { MessageId = "17" }, """{"book":"b1","reader":"ann","days":28}"""u8.ToArray());
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.PublishException)
        {
            return false;
        }
    }
}
