using System.Runtime.CompilerServices;
using System.Text;
using Actors.DeadLettering;
using Actors.Streams;

namespace Actors.Persistence.Sql.Tests.BadRecords;

/// <summary>Readings for a thousand meters, every so many bad in one of ten ways; or the same readings as they should have been.</summary>
/// <param name="total">How many records.</param>
/// <param name="badEvery">How often one is bad.</param>
/// <param name="isRepaired">Whether the bad ones are as they should be.</param>
internal sealed class ReadingSource(int total, int badEvery, bool isRepaired) : ISource
{
    public static readonly DeadLetterReason[] Reasons =
    [
        DeadLetterReason.Undecodable, DeadLetterReason.Undecodable, DeadLetterReason.DecisionFailed, DeadLetterReason.Undecodable,
        DeadLetterReason.Undecodable, DeadLetterReason.Invalid, DeadLetterReason.UnknownType, DeadLetterReason.Invalid,
        DeadLetterReason.Invalid, DeadLetterReason.Rejected,
    ];

    public Lane Lane { get; } = new("readings");

    public long? Count => total;

    /// <summary>In which of ten ways a record is bad; <see langword="null"/> when it is not.</summary>
    public int? KindOf(long position) => position % badEvery == 0 ? (int)(position / badEvery % 10) : null;

    /// <summary>The meter of a record. The bug stops its meter, so it has one of its own.</summary>
    public string MeterOf(long position) => KindOf(position) == 2 ? $"f{position}" : $"m{position % 1000}";

    /// <summary>A record as it should be.</summary>
    public string Good(long position) => $$"""{"type":"add","meter":"{{MeterOf(position)}}","value":{{20 + (position % 500)}}}""";

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var position = after.Value + 1; position <= total; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (position % 1000 == 0)
            {
                await Task.Yield();
            }

            var text = isRepaired || KindOf(position) is not { } kind ? Good(position) : Bad(position, kind);
            yield return new SourceRecord(new LanePosition(position), Encoding.UTF8.GetBytes(text), $"reading {position}");
        }
    }

    private string Bad(long position, int kind) => kind switch
    {
        0 => $"garbage {position}",
        1 => Good(position)[..^6],
        2 => $$"""{"type":"add","meter":"{{MeterOf(position)}}","value":13}""",
        3 => $$"""{"type":"add","meter":"{{MeterOf(position)}}","value":"many"}""",
        4 => $$"""{"type":"add","meter":"{{MeterOf(position)}}"}""",
        5 => $$"""{"meter":"{{MeterOf(position)}}","value":20}""",
        6 => $$"""{"type":"sing","meter":"{{MeterOf(position)}}","value":20}""",
        7 => """{"type":"add","value":20}""",
        8 => $$"""{"type":"add","meter":"{{MeterOf(position)}}","value":-1}""",
        _ => $$"""{"type":"add","meter":"{{MeterOf(position)}}","value":5000}""",
    };
}
