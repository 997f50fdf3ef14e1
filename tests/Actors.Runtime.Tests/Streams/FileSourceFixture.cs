using System.Text;
using Actors.Runtime.Streams.Files;
using Actors.Streams;
using Actors.TestKit.Contracts.Sources;

namespace Actors.Runtime.Tests.Streams;

/// <summary>A file of lines; each is a partition of its own kind: the only one.</summary>
public sealed class FileSourceFixture : ISourceFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-source-").FullName;

    public int PartitionCount => 1;

    public int WaitingPerPartitionMax => 0;

    private string Path => System.IO.Path.Combine(_folder, "lines.txt");

    public Task Create(CancellationToken cancellationToken) => File.WriteAllTextAsync(Path, string.Empty, cancellationToken);

    public Task Write(int partition, IReadOnlyList<string> lines, CancellationToken cancellationToken) =>
        File.AppendAllLinesAsync(Path, lines, new UTF8Encoding(false), cancellationToken);

    public IPartitionedSource Join() => new LonePartition(new JsonLinesFileSource(Path));

    public int Waiting(IPartitionedSource reader) => 0;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
