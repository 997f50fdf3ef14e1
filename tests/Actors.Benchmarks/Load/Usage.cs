namespace Actors.Benchmarks.Load;

/// <summary>What was used since the start, or between two moments.</summary>
/// <param name="Process">Processor time of this process: node and load generator together.</param>
/// <param name="Server">Processor time of the database server's processes; <see langword="null"/> where there is none.</param>
/// <param name="AllocatedBytes">Bytes allocated in this process.</param>
internal sealed record Usage(TimeSpan Process, TimeSpan? Server, long AllocatedBytes)
{
    /// <summary>What has been used until now.</summary>
    public static Usage Now(TimeSpan? server) => new(Environment.CpuUsage.TotalTime, server, GC.GetTotalAllocatedBytes());

    /// <summary>What was used since an earlier moment.</summary>
    public Usage Since(Usage earlier) => new(Process - earlier.Process, Server - earlier.Server, AllocatedBytes - earlier.AllocatedBytes);
}
