using System.IO.Compression;
using System.Text;
using Actors;
using Actors.Runtime.Streams.Files;
using Actors.Streams;
using Xunit;

namespace Shop.Tests.Files;

/// <summary>The file sources, over real files in a folder of their own.</summary>
public sealed class FileSourceTests : IDisposable
{
    private static readonly string[] Columns = ["a", "b"];
    private readonly string _folder = Directory.CreateTempSubdirectory("file-source-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, 1024)]
    [InlineData(true, 1024)]
    [InlineData(true, 65536)]
    public async Task Rows_come_whole_and_numbered_whatever_the_block_size(bool isGzip, int blockBytes)
    {
        var rows = Enumerable.Range(1, 5_000).Select(i => $"{i},\"line\n\"\"{new string('x', i % 97)}\"\"\"").ToArray();
        var path = Write("rows.csv", $"a,b\r\n{string.Join("\r\n", rows)}", isGzip);
        var source = new CsvFileSource(path, Columns, new FileSourceOptions { BlockBytes = blockBytes });
        var read = await Read(source);
        Assert.Equal(rows, read.Select(Text));
        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => (long)i), read.Select(record => record.Position.Value));
        Assert.Equal("rows.csv row 17", read[16].Origin);
        Assert.Equal(rows[4_990..], (await Read(source, 4_990)).Select(Text));
    }

    [Fact]
    public async Task Empty_lines_and_a_byte_order_mark_are_passed_over() =>
        Assert.Equal(["1,2", "3,4"], (await Read(new CsvFileSource(Write("bom.csv", "\uFEFFa,b\n1,2\n\n3,4\n\n"), Columns))).Select(Text));

    [Fact]
    public async Task A_quote_that_is_never_closed_makes_a_last_record() =>
        Assert.Equal(["1,2", "3,\"4\n5,6\n"], (await Read(new CsvFileSource(Write("open.csv", "a,b\n1,2\n3,\"4\n5,6\n"), Columns))).Select(Text));

    [Fact]
    public async Task A_file_with_a_header_alone_is_empty() => Assert.Empty(await Read(new CsvFileSource(Write("head.csv", "a,b"), Columns)));

    [Fact]
    public void A_file_of_another_form_is_refused()
    {
        Assert.Contains("the header 'x,y'", Unreadable(() => new CsvFileSource(Write("o.csv", "x,y\n1,2\n"), Columns)), StringComparison.Ordinal);
        Assert.Contains("'a,b' is expected", Unreadable(() => new CsvFileSource(Write("p.csv", ""), Columns)), StringComparison.Ordinal);
        Assert.Contains("does not exist", Unreadable(() => new CsvFileSource(Path.Combine(_folder, "none.csv"), Columns)), StringComparison.Ordinal);
        Assert.Contains("is a directory", Unreadable(() => new JsonLinesFileSource(_folder)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(2_000)]
    public async Task A_damaged_gzip_file_is_refused(int cut)
    {
        var path = Write("cut.csv", $"a,b\n{string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{i},{i * 7919 % 10007}"))}", isGzip: true);
        var bytes = await File.ReadAllBytesAsync(path);
        if (cut > 0)
            bytes[cut] ^= 0x55;
        else
            Array.Resize(ref bytes, bytes.Length + cut);

        await File.WriteAllBytesAsync(path, bytes);
        var failure = await Assert.ThrowsAsync<SourceUnreadableException>(() => Read(new CsvFileSource(path, Columns)));
        Assert.Contains("damaged gzip", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_beyond_the_limit_is_refused()
    {
        var path = Write("long.csv", $"a,b\n1,2\n3,\"{new string('x', 10_000)}\n");
        var source = new CsvFileSource(path, Columns, new FileSourceOptions { RecordBytesMax = 4_096, BlockBytes = 1_024 });
        Assert.Contains("record 3 is longer", (await Assert.ThrowsAsync<SourceUnreadableException>(() => Read(source))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lane_tells_files_and_purposes_apart_and_not_places()
    {
        var first = new JsonLinesFileSource(Write("one.jsonl", "{}\n")).Lane;
        Assert.NotEqual(first, new JsonLinesFileSource(Write("one.jsonl", "[]\n")).Lane);
        Assert.NotEqual(first, new JsonLinesFileSource(Write("one.jsonl", "{}\n"), new FileSourceOptions { Purpose = "replay" }).Lane);
        Directory.CreateDirectory(Path.Combine(_folder, "elsewhere"));
        Assert.Equal(first, new JsonLinesFileSource(Write("elsewhere/one.jsonl", "{}\n")).Lane);
    }

    [Fact]
    public async Task Json_lines_are_numbered_as_an_editor_numbers_them()
    {
        var source = new JsonLinesFileSource(Write("two.jsonl", "{\"a\":\"\\\"\"}\n\n{}\r\n[]"));
        Assert.Equal([(1, "{\"a\":\"\\\"\"}"), (3, "{}"), (4, "[]")], (await Read(source)).Select(record => (record.Position.Value, Text(record))));
        Assert.Equal([(4, "[]")], (await Read(source, 3)).Select(record => (record.Position.Value, Text(record))));
    }

    private static string Text(SourceRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    private static string Unreadable(Func<object> open) => Assert.Throws<SourceUnreadableException>(open).Message;

    private static async Task<List<SourceRecord>> Read(ISource source, long after = 0)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in source.Read(new LanePosition(after), CancellationToken.None))
            records.Add(record);

        return records;
    }

    private string Write(string name, string content, bool isGzip = false)
    {
        var path = Path.Combine(_folder, name);
        using var file = File.Create(path);
        using Stream stream = isGzip ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }
}
