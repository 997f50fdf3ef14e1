using System.Runtime.InteropServices;

namespace Actors.Benchmarks.Load;

/// <summary>Short pauses of a thread. The timers of .NET know no time below a millisecond; the system's own call does.</summary>
internal static class Pause
{
    /// <summary>Lets this thread rest for about that long.</summary>
    public static void For(TimeSpan time) => _ = UnixSleep((uint)Math.Max(1, time.TotalMicroseconds));

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int UnixSleep(uint microseconds);
}
