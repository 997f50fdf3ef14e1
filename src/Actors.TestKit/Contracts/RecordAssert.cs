using Actors.Journal;
using Actors.Timers;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>Compares what was stored with what was read, bytes included.</summary>
public static class RecordAssert
{
    /// <summary>Demands that records are equal in all that is stored.</summary>
    public static void Equal(IReadOnlyList<JournalRecord> expected, IReadOnlyList<JournalRecord> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (wanted, found) in expected.Zip(actual))
        {
            Assert.Equal(wanted.Payload.ToArray(), found.Payload.ToArray());
            Assert.Equal(RecordMetadataCodec.Encode(wanted.Metadata), RecordMetadataCodec.Encode(found.Metadata));
            Assert.Null(found.Message);
            Assert.Equal(
                wanted with { Payload = default, Metadata = RecordMetadata.Empty, Message = null },
                found with { Payload = default, Metadata = RecordMetadata.Empty });
        }
    }

    /// <summary>Demands that timers are equal, in this order.</summary>
    public static void Equal(IReadOnlyList<ScheduledTimer> expected, IReadOnlyList<ScheduledTimer> actual)
    {
        Assert.Equal(expected.Select(timer => timer with { Payload = default }), actual.Select(timer => timer with { Payload = default }));
        Assert.Equal(expected.Select(timer => timer.Payload.ToArray()), actual.Select(timer => timer.Payload.ToArray()));
    }
}
