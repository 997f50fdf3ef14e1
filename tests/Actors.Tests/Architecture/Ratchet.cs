using System.Globalization;

namespace Actors.Tests.Architecture;

/// <summary>
/// Today's exceptions to a rule, in <c>ratchet.txt</c> as lines of rule, subject and value. A new or larger exception fails, and
/// so does a line that is no longer needed or is larger than needed: the list can only shrink.
/// </summary>
internal static class Ratchet
{
    private const string Path = "tests/Actors.Tests/Architecture/ratchet.txt";

    /// <summary>Compares the exceptions found with those that are listed.</summary>
    public static void Check(string rule, IEnumerable<(string Subject, int Value)> found)
    {
        var listed = Listed(rule);
        var faults = new List<string>();
        foreach (var (subject, value) in found.OrderBy(f => f.Subject, StringComparer.Ordinal))
        {
            if (!listed.Remove(subject, out var limit))
            {
                faults.Add($"breaks the rule: {subject} ({value})");
            }
            else if (value > limit)
            {
                faults.Add($"has grown from {limit} to {value}: {subject}");
            }
            else if (value < limit)
            {
                faults.Add($"is better now; lower its line in ratchet.txt from {limit} to {value}: {subject}");
            }
        }

        faults.AddRange(listed.Keys.Select(subject => $"keeps the rule now; delete its line from ratchet.txt: {subject}"));
        Assert.True(faults.Count == 0, $"{rule}:\n  {string.Join("\n  ", faults)}");
    }

    private static Dictionary<string, int> Listed(string rule) =>
        Repository.Read(Path).Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' '))
            .Where(l => l[0] == rule).ToDictionary(l => l[1], l => int.Parse(l[2], CultureInfo.InvariantCulture));
}
