using Actors.Benchmarks.Domain;
using Actors.Cluster;
using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Benchmarks.Links;

/// <summary>The other process of the scenario <c>link</c>: replies to every message at once, so that the link alone is measured.</summary>
internal sealed class LinkResponder : ILinkReceiver
{
    /// <summary>The argument that makes this program a responder.</summary>
    public const string Argument = "link-responder";

    /// <summary>Who it is to its caller.</summary>
    public static readonly NodeId Id = new("responder", 1);

    private static readonly Account.Booked Event = new(1, 1, string.Empty);
    private long _sequence;

    /// <summary>Runs until standard input ends: until the process that started it is gone.</summary>
    public static async Task<int> Run()
    {
        await using var link = await NodeLink.Start(Account.Model, new LinkOptions());
        link.Receive(new LinkResponder());
        link.Follow(Id, []);
        Console.WriteLine(link.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <inheritdoc/>
    public ValueTask Receive(Envelope envelope, CancellationToken cancellationToken)
    {
        var reply = new CommandReply
        {
            Kind = ReplyKind.Completed,
            Outcome = new Outcome
            {
                Shard = new ShardId(1),
                Sequence = new SequenceNumber(Interlocked.Increment(ref _sequence)),
                Version = new EntityVersion(1),
                Events = [Event],
            },
        };
        ((IReplySink)envelope.ReplyTo!).Reply(reply);
        return ValueTask.CompletedTask;
    }
}
