using System.Globalization;

namespace Actors.Benchmarks.Databases;

/// <summary>
/// Memory of the system set apart in pages of 2 MiB, which PostgreSQL takes for its cache where it finds enough of them. Each of its processes
/// maps each page of the cache when it first touches it, and with pages of 4 KiB that is a million faults for every process before a cache of
/// 4 GiB is warm, each of them dear on a virtual machine. What was set apart before comes back when this is disposed of.
/// </summary>
internal sealed class HugePages : IDisposable
{
    private const string CountFile = "/proc/sys/vm/nr_hugepages";
    private const long PageBytes = 2 << 20;
    private readonly long _before;

    private HugePages(long before, string told)
    {
        (_before, Told) = (before, told);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose(); // Ctrl-C and SIGTERM end the process before all is disposed of.
    }

    /// <summary>What came of it, for people.</summary>
    public string Told { get; }

    /// <summary>Sets apart as many as a server with a cache of this size takes.</summary>
    public static HugePages Reserve(int cacheMegabytes)
    {
        if (!File.Exists(CountFile))
        {
            return new(0, "no huge pages: this system has none to set apart");
        }

        var before = Count();
        var wanted = ((long)cacheMegabytes << 20) / PageBytes * 21 / 20 + 64; // The server keeps a few percent beside its cache.
        if (before >= wanted)
        {
            return new(before, $"{Number(before)} huge pages were set apart before");
        }

        return TrySet(wanted) is { } reason ? new(before, $"no huge pages: {reason}")
            : Count() is var got && got < wanted ? new(before, $"{Number(got)} of {Number(wanted)} huge pages set apart: the server will use none")
            : new(before, $"{Number(got)} huge pages set apart");
    }

    public void Dispose()
    {
        if (File.Exists(CountFile) && Count() != _before)
        {
            TrySet(_before);
        }
    }

    private static string? TrySet(long count)
    {
        try
        {
            File.WriteAllText(CountFile, Number(count));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{e.Message.TrimEnd('.')}. Only root may set them apart: sysctl vm.nr_hugepages={Number(count)}";
        }
    }

    private static long Count() => long.Parse(File.ReadAllText(CountFile), CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
