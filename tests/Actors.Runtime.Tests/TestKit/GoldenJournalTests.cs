using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Processes;
using Actors.TestKit.WireForms;
using Xunit.Sdk;

namespace Actors.Runtime.Tests.TestKit;

public sealed class GoldenJournalTests : IDisposable
{
    private static readonly object[] Examples =
    [
        new NoteEvent.Written(1, DateTimeOffset.UnixEpoch), new NoteEvent.Forwarded("b", 2), new NoteEvent.Phoned("c", 3),
    ];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["golden.txt"];

    [Fact]
    public void Lines_that_are_missing_are_asked_for_and_written_when_approved()
    {
        var asked = Assert.Throws<XunitException>(() => Notebooks().Matches(File));
        Assert.Contains("""notebook forwarded:1 {"target":"b","number":2}""", asked.Message, StringComparison.Ordinal);

        Environment.SetEnvironmentVariable(GoldenJournal.ApproveVariable, "1");
        try
        {
            Notebooks().Matches(File);
        }
        finally
        {
            Environment.SetEnvironmentVariable(GoldenJournal.ApproveVariable, null);
        }

        Notebooks().Matches(File);
    }

    [Theory]
    [InlineData("""notebook written:1 {"number":1,"at":"1970-01-01T00:00:00+00:00","pen":"blue"}""", "give the event a new version")]
    [InlineData("""notebook erased:1 {"number":1}""", "cannot be read any more")]
    [InlineData("""notebook written:1 {"number":"one"}""", "cannot be read any more")]
    [InlineData("""diary written:1 {"number":1}""", "cannot be read any more")]
    [InlineData("""notebook forwarded:1 {"target":"b","number":2} -> forwarded:2 {"target":"b"}""", "give the event a new version")]
    public void A_line_that_is_not_read_as_it_was_meant_is_found(string line, string said)
    {
        System.IO.File.WriteAllLines(File, ["# reviewed", "", line]);
        var found = Assert.Throws<XunitException>(() => Notebooks().Matches(File));
        Assert.Contains(said, found.Message, StringComparison.Ordinal);
        Assert.Contains(line, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_an_example_is_named()
    {
        var found = Assert.Throws<XunitException>(() => new GoldenJournal(Note.Model()).Matches(File));
        Assert.Contains("'phoned:1' of 'notebook'", found.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static GoldenJournal Notebooks() => new GoldenJournal(Note.Model()).With(Notebook.Type, Examples);
}
