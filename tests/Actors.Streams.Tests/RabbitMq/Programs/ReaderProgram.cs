using System.Globalization;
using Actors.Persistence.Sql.Sqlite;
using Actors.Runtime;
using Actors.Streams.RabbitMq.Connections;
using Actors.Streams.RabbitMq.Sources;
using Actors.Streams.Tests.Samples;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Streams.Tests.RabbitMq.Programs;

/// <summary>A node in a process of its own that brings coins from RabbitMQ to one jar, on SQLite, until it has all of them.</summary>
internal static class ReaderProgram
{
    public const string Queue = "read-queue";
    public const string Stream = "read-stream";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Prints how many were accepted in this life, and at the end all the coins of jar a.</summary>
    public static async Task<int> Run(string kind, string input, int port, string file, int count)
    {
        var connection = new RabbitMqConnection { Hosts = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") };
        IPartitionedSource source = kind == Queue
            ? new RabbitMqQueueSource(new RabbitMqQueueSourceOptions { Name = "test", Connection = connection, Queue = input })
            : new RabbitMqStreamSource(new RabbitMqStreamSourceOptions { Name = "test", Connection = connection, Stream = input, BufferRecordsMax = 512 });
        await using var store = await SqliteStore.Open(new SqliteOptions { Path = file }, NullLogger.Instance, CancellationToken.None);
        await using var system = await ActorSystem.Start(Jar.Model, store);
        using var stopping = new CancellationTokenSource();
        var ingress = system.Connect(source, new JarDecoder());
        var running = ingress.Run(stopping.Token);
        var coins = Jar.Initial.Coins;
        using var looks = new PeriodicTimer(LookEvery);
        for (var printed = 0L; coins.Count < count && await looks.WaitForNextTickAsync();)
        {
            if (ingress.Counts.Accepted is var accepted && accepted > printed)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accepted {printed = accepted}"));
            }

            coins = ((Jar)(await system.Region.View(new EntityKey(Jar.Type, new EntityId("a")), TimeSpan.FromMinutes(1), CancellationToken.None)).State).Coins;
        }

        await stopping.CancelAsync();
        await running;
        Console.WriteLine($"coins {string.Join(' ', coins)}");
        return 0;
    }
}
