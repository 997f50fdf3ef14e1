using System.Collections.Concurrent;

namespace Actors.Runtime.Tests.Samples;

/// <summary>Stands for bugs in an entity's code: while a fuse is blown the code throws, and mending it is the new version.</summary>
internal static class Fuses
{
    private static readonly ConcurrentDictionary<string, bool> Blown = new();

    public static void Blow(string fuse) => Blown[fuse] = true;

    public static void Mend(string fuse) => Blown.TryRemove(fuse, out _);

    public static bool IsBlown(string fuse) => Blown.ContainsKey(fuse);
}
