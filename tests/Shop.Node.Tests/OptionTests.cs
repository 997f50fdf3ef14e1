using System.IO.Compression;
using System.Text;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>Wrong options and files that cannot be read: exit code 2, one line that says what is wrong, nothing left behind.</summary>
public sealed class OptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--orders many", "--orders")]
    [InlineData("--orders 0", "--orders")]
    [InlineData("--orders", "--orders")]
    [InlineData("--seed -1", "--seed")]
    [InlineData("--port 70000", "--port")]
    [InlineData("--entities-max 1", "--entities-max")]
    [InlineData("--hold-over -1", "--hold-over")]
    [InlineData("--orders-per-hour 21", "--orders-per-hour")]
    [InlineData("--review-timeout soon", "--review-timeout")]
    [InlineData("--scenario auction", "auction")]
    [InlineData("--scenario stock-replay", "--input")]
    [InlineData("--postgres nonsense", "ConnectionString")]
    [InlineData("--input missing.csv", "'missing.csv' does not exist")]
    [InlineData("--input .", "'.' is a directory")]
    [InlineData("extra", "extra")]
    public async Task A_wrong_option_is_refused_in_one_line(string arguments, string named)
    {
        await using var process = ShopProcess.StartIn(_folder.Root, arguments.Split(' '));
        Assert.Contains(named, (await process.End()).Refusal(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task Help_tells_every_option_and_is_no_error()
    {
        var help = (await ShopProcess.Run("--help")).Good();
        Assert.Empty(help.Error);
        Assert.All(
            (string[])["--input", "--orders", "--seed", "--data", "--postgres", "--exit-when-done", "--json", "--port", "--scenario", "--initial-stock"],
            option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("")]
    [InlineData("\0\u0001\u0002 no text at all")]
    public async Task A_file_that_is_no_such_table_is_refused_in_one_line(string content)
    {
        var input = _folder.Write("input.csv", Encoding.UTF8.GetBytes(content));
        var refusal = (await ShopProcess.Run("--input", input, "--data", _folder["data"], "--port", "0", "--exit-when-done")).Refusal();
        Assert.Contains("header", refusal, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_truncated_gzip_file_is_refused_in_one_line()
    {
        var file = new RetailFile(31, 3_000);
        var whole = Zip(file.Content);
        var cut = _folder.Write("cut.csv.gz", whole[..(whole.Length * 2 / 3)]);
        string[] rest = ["--data", _folder["data"], "--port", "0", "--exit-when-done"];
        Assert.Contains("gzip", (await ShopProcess.Run(["--input", cut, .. rest])).Refusal(), StringComparison.Ordinal);
    }

    private static byte[] Zip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return zipped.ToArray();
    }
}
