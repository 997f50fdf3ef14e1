namespace Actors.Cmd.Prompts;

/// <summary>Where the console's lines come from.</summary>
internal interface ILineSource
{
    /// <summary>The next line; <see langword="null"/> at the end.</summary>
    ValueTask<string?> Read(string prompt, CancellationToken cancellationToken);
}
