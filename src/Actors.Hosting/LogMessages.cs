using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>All log messages of this project. Per request: Debug. Refused for load or lost stores: Warning. Bugs: Error.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed; the client got reference {Reference}.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path, string reference);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path} was refused with {Status} {Code}: {Detail}")]
    public static partial void RequestRefused(ILogger logger, string method, string path, int status, string code, string detail);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Path} was turned away: {Limit} are in use and the queue is full.")]
    public static partial void TurnedAway(ILogger logger, string method, string path, string limit);

    [LoggerMessage(4, LogLevel.Debug, "An event stream over {Shards} shards was opened.")]
    public static partial void EventStreamOpened(ILogger logger, int shards);

    [LoggerMessage(5, LogLevel.Debug, "An event stream was closed after {Records} records: {Reason}.")]
    public static partial void EventStreamClosed(ILogger logger, long records, string reason);

    [LoggerMessage(6, LogLevel.Warning, "An event stream waits, because the journal cannot be read.")]
    public static partial void EventStreamWaits(ILogger logger, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "{Method} {Path} got 503, because the journal is unavailable.")]
    public static partial void JournalUnavailable(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(8, LogLevel.Information, "The tokens of {File} have changed: {Count} are known now.")]
    public static partial void TokensRead(ILogger logger, string file, int count);

    [LoggerMessage(9, LogLevel.Warning, "The tokens of {File} were read again and not taken: {Fault}. Those known before go on; mend the file.")]
    public static partial void TokensKept(ILogger logger, string file, string fault);
}
