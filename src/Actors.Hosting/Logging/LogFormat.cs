namespace Actors.Hosting.Logging;

/// <summary>In which form a node writes its log.</summary>
public enum LogFormat
{
    /// <summary>Not at all: what the application set up decides.</summary>
    None,

    /// <summary>A line of text for each message.</summary>
    Text,

    /// <summary>A line of JSON for each message, with its id, its values by name, and the time in UTC.</summary>
    Json,
}
