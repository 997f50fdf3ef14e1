namespace Actors.TestKit.Simulation.Worlds;

/// <summary>The story of a run: every line goes into a hash, and is kept where somebody wants to read it.</summary>
internal sealed class Trace(bool isKept)
{
    private readonly List<string> _lines = [];

    /// <summary>FNV-1a over all lines; equal for equal runs.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>The lines, where they are kept.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The step that is running.</summary>
    public int Step { get; set; }

    /// <summary>Tells one thing that happened.</summary>
    public void Tell(string line)
    {
        var hash = (Hash ^ (ulong)Step) * 1099511628211;
        foreach (var letter in line)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        Hash = hash;
        if (isKept)
        {
            _lines.Add($"{Step,6}  {line}");
        }
    }
}
