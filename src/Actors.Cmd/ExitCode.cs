namespace Actors.Cmd;

/// <summary>What a script learns from pbm.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The node refused or failed, or a change was not made.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>The node does not answer.</summary>
    public const int Unreachable = 3;

    /// <summary>The token is missing or wrong.</summary>
    public const int NoRight = 4;

    /// <summary>Some nodes gave no answer: what was shown or done is not the whole.</summary>
    public const int Partial = 5;
}
