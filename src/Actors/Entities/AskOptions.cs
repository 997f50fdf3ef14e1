namespace Actors;

/// <summary>How to ask.</summary>
public sealed record AskOptions
{
    /// <summary>The defaults: no id, 5 s.</summary>
    public static readonly AskOptions Default = new();

    /// <summary>The sender's id of the command; with it a repeated ask has no second effect and gets the first outcome.</summary>
    public CommandId? Id { get; init; }

    /// <summary>How long to wait for the outcome. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Who and what caused the command.</summary>
    public Origin Origin { get; init; } = Origin.Unknown;
}
