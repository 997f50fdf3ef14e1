using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Operator;

/// <summary>Looks at one node: what is in its memory, its readers, settings, process, log and audit.</summary>
internal sealed class NodeOperations(OperatorApi api)
{
    private const int LinesMax = 10_000;

    /// <summary>Hosts, shards and entities in memory.</summary>
    public async Task Hierarchy(HttpContext context)
    {
        var entities = (int)RequestParameters.Number(context.Request, "entities", 20, 0, 10_000);
        await Answer(context, await api.System.Inspector.Hierarchy(entities, context.RequestAborted), OperationsJson.Default.ActorHierarchy);
    }

    /// <summary>The readers and how far they are.</summary>
    public Task Readers(HttpContext context) =>
        Answer(context, api.System.Inspector.Readers, OperationsJson.Default.IReadOnlyListReaderInfo);

    /// <summary>Compares now what the projections were given with the journal.</summary>
    public async Task AuditProjections(HttpContext context)
    {
        var isWhole = RequestParameters.Text(context.Request, "whole") switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw Refusals.Parameter("whole", other, "must be true or false"),
        };
        await Answer(context, await api.System.AuditProjections(isWhole, context.RequestAborted), OperationsJson.Default.IReadOnlyListProjectionAudit);
    }

    /// <summary>The settings in use.</summary>
    public Task Settings(HttpContext context) =>
        Answer(context, SettingList.Of(api.Options), OperationsJson.Default.IReadOnlyListNodeSetting);

    /// <summary>The state of the process.</summary>
    public Task Dump(HttpContext context)
    {
        using var process = Process.GetCurrentProcess();
        var dump = new NodeDump(
            api.Options.NodeName,
            typeof(NodeOperations).Assembly.GetName().Version?.ToString(3) ?? "?",
            RuntimeInformation.FrameworkDescription,
            Environment.ProcessId,
            process.StartTime.ToUniversalTime(),
            GC.GetTotalMemory(forceFullCollection: false),
            process.WorkingSet64,
            [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)],
            ThreadPool.ThreadCount,
            ThreadPool.PendingWorkItemCount,
            api.System.EntityCount,
            api.System.Health.Parts,
            api.System.Inspector.Readers);
        return Answer(context, dump, OperationsJson.Default.NodeDump);
    }

    /// <summary>The latest lines of the log.</summary>
    public Task Log(HttpContext context)
    {
        var after = RequestParameters.Number(context.Request, "after", 0, 0, long.MaxValue);
        var limit = (int)RequestParameters.Number(context.Request, "limit", 100, 1, LinesMax);
        return Answer(context, api.Log.After(after, limit), OperationsJson.Default.IReadOnlyListLogLine);
    }

    /// <summary>Makes the kept log finer or coarser.</summary>
    public Task SetLogLevel(HttpContext context) => api.Changes.Run(
        context, "log level", c => c.Level, OperationsJson.Default.LogLevelChange, c => c.Change ?? new ChangeRequest(), (change, _) =>
        {
            if (!Enum.TryParse<LogLevel>(change.Level, ignoreCase: true, out var level) || !Enum.IsDefined(level))
            {
                throw Refusals.Parameter("level", change.Level, $"must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
            }

            var before = api.Log.Level;
            if (change.Change?.IsDryRun == true)
            {
                return Task.FromResult(new ChangeResult(false, $"the log would be kept from {level} on instead of {before}"));
            }

            api.Log.Level = level;
            return Task.FromResult(new ChangeResult(true, $"the log is kept from {level} on, before from {before}"));
        });

    /// <summary>The latest changes.</summary>
    public async Task Audit(HttpContext context)
    {
        var limit = (int)RequestParameters.Number(context.Request, "limit", 50, 1, LinesMax);
        await Answer(context, await api.Audit.Last(limit, context.RequestAborted), OperationsJson.Default.IReadOnlyListAuditEntry);
    }

    /// <summary>The commands that the application adds to pbm.</summary>
    public Task Palette(HttpContext context) => Answer(context, api.Palette, OperationsJson.Default.IReadOnlyListPaletteCommand);

    private static Task Answer<T>(HttpContext context, T value, JsonTypeInfo<T> form) =>
        JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, value, form));
}
