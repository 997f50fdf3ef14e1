using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Journal;
using Actors.Operations;
using Actors.Sharding;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>Looks at the journal and at the timers in it.</summary>
internal sealed class JournalOperations(OperatorApi api)
{
    private IJournal Journal => api.System.Store.Journal;

    /// <summary>The shards with their heads and owners.</summary>
    public async Task Statistics(HttpContext context)
    {
        var heads = await Journal.Heads([.. Journal.ShardCount.All], context.RequestAborted);
        var statistics = new JournalStatistics(
            heads.Sum(h => h.Head.Value),
            [.. heads.Select(h => new ShardHeadInfo(h.Shard.Value, h.Head.Value, h.Epoch.Value, h.Owner))]);
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, statistics, OperationsJson.Default.JournalStatistics));
    }

    /// <summary>The records of one shard, page by page.</summary>
    public async Task Records(HttpContext context)
    {
        var shard = RequestParameters.Number(context.Request, "shard", 0, 0, Journal.ShardCount.Value - 1);
        var after = RequestParameters.Number(context.Request, "after", 0, 0, long.MaxValue);
        var limit = (int)RequestParameters.Number(context.Request, "limit", Math.Min(100, Max), 1, Max);
        var records = await Journal.Read(new ShardId((int)shard), new SequenceNumber(after), limit, context.RequestAborted);
        await JsonAnswer.Write(context, w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("records");
            foreach (var record in records)
            {
                RecordJson.Write(w, record);
            }

            w.WriteEndArray();
            if (records.Count == limit)
            {
                w.WriteNumber("next", records[^1].Sequence.Value);
            }

            w.WriteEndObject();
        });
    }

    /// <summary>The timers that wait, earliest first.</summary>
    public async Task Timers(HttpContext context)
    {
        var limit = (int)RequestParameters.Number(context.Request, "limit", Math.Min(100, Max), 1, Max);
        var until = RequestParameters.OptionalTime(context.Request, "until") ?? DateTimeOffset.MaxValue;
        var timers = await Journal.DueTimers([.. Journal.ShardCount.All], until, limit, context.RequestAborted);
        IReadOnlyList<TimerInfo> infos = [.. timers.Select(t => new TimerInfo(t.Entity.ToString(), t.Name, t.Due, t.Command.ToString()))];
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, infos, OperationsJson.Default.IReadOnlyListTimerInfo));
    }

    private int Max => api.Options.Http.PageEntriesMax;
}
