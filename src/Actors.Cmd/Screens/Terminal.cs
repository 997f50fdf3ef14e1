namespace Actors.Cmd.Screens;

/// <summary>Where pbm reads and writes.</summary>
/// <param name="In">What is typed or piped in.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="IsInteractive">Whether a person types: questions can be asked.</param>
/// <param name="HasColours">Whether results are looked at; otherwise they are plain text.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool IsInteractive, bool HasColours)
{
    /// <summary>The terminal or the pipes of this process. The variable NO_COLOR asks for plain text, as usual.</summary>
    public static Terminal OfProcess() => new(
        Console.In,
        Console.Out,
        Console.Error,
        !Console.IsInputRedirected && !Console.IsOutputRedirected,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
}
