namespace Shop.Node.Running;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>All is well; with <c>--exit-when-done</c>: the totals reconcile.</summary>
    public const int Good = 0;

    /// <summary>The totals differ, or the run could not come to its end.</summary>
    public const int Failed = 1;

    /// <summary>Wrong options, or a file, database or port that cannot be used.</summary>
    public const int WrongUsage = 2;
}
