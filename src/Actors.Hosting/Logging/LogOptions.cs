using Actors.Hosting.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Hosting.Logging;

/// <summary>Where the log of a node goes besides what the application set up. Section <c>Actors:Log</c>.</summary>
public sealed record LogOptions
{
    /// <summary>The form of the log on standard error. Default: none is written.</summary>
    public LogFormat Format { get; init; }

    /// <summary>The least important messages that are written. Default: Information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    internal static LogOptions Read(SettingsReader settings)
    {
        var defaults = new LogOptions();
        var options = new LogOptions
        {
            Format = settings.Choice(nameof(Format), defaults.Format),
            Level = settings.Choice(nameof(Level), defaults.Level),
        };
        settings.RefuseUnknown();
        return options;
    }

    /// <summary>Adds the log to what is set up already; for loggers of an application's own, as the node's have it without.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        if (Format == LogFormat.None)
        {
            return;
        }

        _ = Format == LogFormat.Text ? logging.AddSimpleConsole(text => text.SingleLine = true) : logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            json.IncludeScopes = true;
        });
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // Standard output is the application's.
        logging.AddFilter<ConsoleLoggerProvider>((category, level) => level >= Level && IsForPeople(category, level));
    }

    /// <summary>The framework tells of each request at Information.</summary>
    private static bool IsForPeople(string? category, LogLevel level) =>
        level >= LogLevel.Warning || category?.StartsWith("Microsoft.", StringComparison.Ordinal) != true;
}
