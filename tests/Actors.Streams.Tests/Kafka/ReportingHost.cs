namespace Actors.Streams.Tests.Kafka;

/// <summary>Keeps what a source tells of itself, and reads nothing.</summary>
internal sealed class ReportingHost : ISourceHost
{
    private volatile string? _fault;

    public string? Fault => _fault;

    public Task Read(ISourcePartition partition, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Report(string? fault) => _fault = fault;
}
