using System.Text.Json;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Actors.Runtime.Audits;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>Audits the whole journal for an operator, one audit at a time: it reads every record.</summary>
internal sealed class JournalAudits(OperatorApi api) : IDisposable
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Audits, and tells in a line of JSON how far it is, and in the last one what was found. Ends when the asker goes.</summary>
    public async Task Run(HttpContext context)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, context.RequestAborted))
        {
            throw Refusals.AuditRuns(api.Options.NodeName);
        }

        try
        {
            await Audit(context);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task Audit(HttpContext context)
    {
        var shardCount = api.System.Store.Journal.ShardCount.Value;
        var (shards, records) = (0, 0L);
        var auditor = new JournalAuditor(api.System.Store.Journal, api.System.Model)
        {
            Progress = (done, read) =>
            {
                Interlocked.Exchange(ref shards, done);
                Interlocked.Exchange(ref records, read);
            },
        };
        var audit = Task.Run(() => auditor.Run(context.RequestAborted), CancellationToken.None);
        context.Response.ContentType = "application/x-ndjson";
        while (!audit.IsCompleted)
        {
            await Tell(context, new JournalAuditProgress(Volatile.Read(ref shards), shardCount, Interlocked.Read(ref records), false, 0, 0, []));
            await Task.WhenAny(audit, Task.Delay(TellEvery, api.Time, context.RequestAborted));
        }

        var report = await audit;
        await Tell(context, new JournalAuditProgress(
            report.Shards, shardCount, report.Records, true, report.Entities, report.FaultCount, [.. report.Faults.Select(f => f.ToString())]));
    }

    private static async Task Tell(HttpContext context, JournalAuditProgress progress)
    {
        await context.Response.Body.WriteAsync(
            (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(progress, OperationsJson.Default.JournalAuditProgress), (byte)'\n'], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
