using Actors;
using Actors.Hosting.Configuration;
using Actors.Journal.Retention;
using Actors.Schema;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Library;

public sealed class RetentionTests
{
    [Fact]
    public void A_definition_says_what_of_its_entities_may_go()
    {
        // <retention>
        var definition = EntityDefinition.For<Loan, LoanCommand, LoanEvent>(LibraryJson.Default)
            .Command<BorrowBook>("borrow-book").Event<BookBorrowed>("book-borrowed")
            .Retain(new RetentionCriteria { KeepFor = TimeSpan.FromDays(365), KeepEvents = 100 })
            .Build();
        // </retention>
        Assert.Equal(100, definition.Retention!.KeepEvents);
    }

    [Fact]
    public void Settings_say_what_may_go()
    {
        using var json = new MemoryStream("""
            { "Actors": { "Retention": {
              "KeepLogFor": "90d",
              "Entities": { "KeepFor": "365d" },
              "ByType": { "session": { "KeepFor": "7d", "KeepEvents": 100 } }
            } } }
            """u8.ToArray());
        var options = ActorsOptions.Read(new ConfigurationBuilder().AddJsonStream(json).Build()).Retention;
        Assert.Equal((TimeSpan.FromDays(90), TimeSpan.FromDays(365)), (options.KeepLogFor, options.Entities!.KeepFor));
        Assert.Equal(new RetentionCriteria { KeepFor = TimeSpan.FromDays(7), KeepEvents = 100 }, options.ByType[new EntityType("session")]);
    }
}
