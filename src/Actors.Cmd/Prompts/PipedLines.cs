namespace Actors.Cmd.Prompts;

/// <summary>Lines from a pipe or a file: a script of commands.</summary>
internal sealed class PipedLines(TextReader reader) : ILineSource
{
    public ValueTask<string?> Read(string prompt, CancellationToken cancellationToken) => reader.ReadLineAsync(cancellationToken);
}
