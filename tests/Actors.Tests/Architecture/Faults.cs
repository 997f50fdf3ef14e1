namespace Actors.Tests.Architecture;

/// <summary>Says what breaks a rule, one place a line.</summary>
internal static class Faults
{
    /// <summary>Fails and lists the faults, if there are any.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var list = faults.Distinct().ToList();
        Assert.True(list.Count == 0, $"{list.Count} break the rule:\n  {string.Join("\n  ", list)}");
    }
}
