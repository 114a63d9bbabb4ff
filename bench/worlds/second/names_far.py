"""Common names from outside Latin Europe, in the notation of `names_europe`.

Many of these cultures have no family name as an English form wants one: Tigrinya, Amharic and
Arabic chains are own name, father's, grandfather's; Vietnamese and Chinese put the family first.
Read by `vocabulary`.
"""

from typing import Final

from bench.worlds.second.arrays import listed

UKRAINIAN_MEN: Final = listed("""
Oleksandr:Aleksandr,Olexandr~Sasha=Олександр Serhii:Sergey,Serhiy~Seryi=Сергій
Volodymyr:Vladimir,Wolodymyr~Vova=Володимир Andrii:Andrey,Andriy~Andriukha=Андрій
Mykola:Nikolay,Mykolas~Kolia=Микола Yurii:Yuri,Iurii~Yura=Юрій Ivan:Iwan~Vania=Іван
Viktor:Victor~Vitia=Віктор Vasyl:Vasiliy,Wassyl~Vasia=Василь Dmytro:Dmitry,Dmitro~Dima=Дмитро
Oleh:Oleg~Olezhyk=Олег Ihor:Igor~Ihoriok=Ігор Yevhen:Evgeny,Ievgen~Zhenia=Євген
Maksym:Maxim,Maksim~Maks=Максим Ruslan~Rus=Руслан Bohdan:Bogdan~Bodia=Богдан Taras~Tarasyk=Тарас
Roman~Roma=Роман Vitalii:Vitaly,Vitaliy~Vitalik=Віталій Petro:Pyotr,Piotr~Petia=Петро
Anatolii:Anatoly,Anatoliy~Tolia=Анатолій Mykhailo:Mikhail,Mykhaylo~Misha=Михайло
Yaroslav:Iaroslav,Jaroslaw~Yarik=Ярослав Stepan~Stiopa=Степан Pavlo:Pavel~Pasha=Павло
""")
UKRAINIAN_WOMEN: Final = listed("""
Olena:Elena,Olenna~Lena=Олена Tetiana:Tatiana,Tetyana~Tania=Тетяна Iryna:Irina,Irena~Ira=Ірина
Nataliia:Natalia,Natalya~Natasha=Наталія Oksana:Oxana~Ksenia=Оксана
Svitlana:Svetlana~Svieta=Світлана Liudmyla:Lyudmila,Ludmyla~Liuda=Людмила
Halyna:Galina~Halia=Галина Yuliia:Yulia,Iuliia~Yulia=Юлія
Viktoriia:Victoria,Viktoriya~Vika=Вікторія Anastasiia:Anastasia,Anastasiya~Nastia=Анастасія
Mariia:Maria,Mariya~Masha=Марія Kateryna:Ekaterina,Katerina~Katia=Катерина
Hanna:Anna~Hania=Ганна Nadiia:Nadezhda,Nadiya~Nadia=Надія Larysa:Larisa~Lara=Лариса
Zoia:Zoya~Zoika=Зоя
""")
UKRAINIAN_ROOTS: Final = listed("""
Shevch=Шевч Koval=Ковал Bond=Бонд Tkach=Ткач Kravch=Кравч Oliin=Олійн Lys=Лис Moroz=Мороз
Petr=Петр Ivan=Іван Savch=Савч Rud=Руд Melnych=Мельнич Marchen=Марчен Havryl=Гаврил Klym=Клим
Pavl=Павл Levch=Левч Hryts=Гриц Fedor=Федор Vasyl=Васил Yurch=Юрч Romanch=Романч Zakhar=Захар
Tymosh=Тимош Panch=Панч Kushn=Кушн Honch=Гонч Hnat=Гнат Yarem=Ярем Kuzm=Кузм Sydor=Сидор
Lukash=Лукаш Danyl=Данил Vovch=Вовч Zinch=Зінч Stef=Стеф Osyp=Осип Prokop=Прокоп Ostap=Остап
Demch=Демч Kyryl=Кирил Nazar=Назар Kolom=Колом Babych=Бабич Stets=Стец Didukh=Дідух
""")
UKRAINIAN_ENDS: Final = listed("enko=енко uk=ук ko=ко ynskyi:insky=инський yk=ик yshyn=ишин")
VIETNAMESE_FAMILIES: Final = listed("""
Nguyễn Trần Lê Phạm Huỳnh:Hoàng Phan Vũ:Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Đoàn Lâm
Phùng Cao Hà Tạ Tô Lương Thái Chu:Châu Quách La Kiều Triệu Vương Tống Hứa
""")
VIETNAMESE_MIDDLES_M: Final = listed(
    "Văn Hữu Đức Công Quang Minh Xuân Ngọc Thanh Đình Quốc Tuấn Gia Hoàng"
)
VIETNAMESE_MIDDLES_F: Final = listed(
    "Thị Ngọc Thanh Kim Thu Mỹ Bích Hồng Phương Minh Diệu Thúy Khánh"
)
VIETNAMESE_MEN: Final = listed("""
Hùng~Tí Dũng~Tèo Tuấn~Bin Anh~Tý Minh~Bi Nam Long Hải Sơn Thắng Cường Trung Hiếu Đạt Phong Quân
Tùng Khoa Bình Phúc Vinh Thành Lâm Kiên Huy Đông Toàn Khang Nghĩa Việt
""")
VIETNAMESE_WOMEN: Final = listed("""
Hương~Bé Lan~Na Hoa~Bông Mai~Mít Linh~Cún Hằng~Thỏ Thảo Trang Nga Hà Ngân Thủy Yến Loan Phượng
Tuyết Dung Nhung Oanh Vân Hạnh Quỳnh Giang Trâm Vy Diệp Chi Duyên
""")

CHINESE_FAMILIES: Final = listed("""
Wang:Wong=王 Li:Lee=李 Zhang:Chang,Cheung=张 Liu:Lau=刘 Chen:Chan,Tan=陈 Yang:Yeung=杨
Huang:Wong=黄 Zhao:Chiu=赵 Wu:Ng=吴 Zhou:Chow=周 Xu:Hsu,Tsui=徐 Sun:Suen=孙 Ma=马 Zhu:Chu=朱
Hu:Woo=胡 Guo:Kwok=郭 He:Ho=何 Lin:Lam=林 Gao:Ko=高 Luo:Law=罗 Zheng:Cheng=郑 Liang:Leung=梁
Xie:Hsieh,Tse=谢 Song:Sung=宋 Tang:Tong=唐 Deng:Tang=邓 Feng:Fung=冯 Han:Hon=韩 Cao:Tso=曹
Zeng:Tsang=曾 Peng:Pang=彭 Xiao:Siu=萧 Cai:Tsai,Choi=蔡 Pan:Poon=潘 Tian:Tin=田 Dong:Tung=董
Yuan:Yuen=袁 Yu:Yue=于 Ye:Yip=叶 Jiang:Kong=蒋 Du:To=杜 Su:So=苏 Wei:Ngai=魏 Cheng:Ching=程
Lu:Lui=吕 Ding:Ting=丁 Shen:Sum=沈 Ren:Yam=任 Yao:Yiu=姚
""")
CHINESE_FIRST: Final = listed("""
Xiao=晓 Jian=建 Zhi=志 Wen=文 Guo=国 Yong=永 Hai=海 Jin=金 De=德 Zi=子 Yu=雨 Mei=美 Li=丽
Hong=红 Ying=英 Xue=雪 Chun=春 Hui=慧 Shu=淑 Yi=怡 Jia=佳 Si=思 Ming=明 Hao=浩 Jun=俊 Tian=天
Bo=博 Rui=瑞
""")
CHINESE_SECOND: Final = listed("""
ming=明 hua=华 ping=平 jun=军 wei=伟 qiang=强 lin=林 feng=峰 long=龙 bin=斌 hui=辉 tao=涛 yan=燕
fang=芳 mei=梅 juan=娟 xia=霞 ling=玲 na=娜 ting=婷 yun=云 qin=琴 lan=兰 rong=蓉
""")

NIGERIAN_MEN: Final = listed("""
Oluwaseun~Seun Adebayo~Bayo Babatunde~Tunde Olumide~Mide Ayodele~Ayo Olusegun~Segun
Chukwuemeka~Emeka Chinedu~Nedu Ikechukwu~Ike Obinna~Obi Uchenna~Uche Nnamdi Kelechi~Kele
Osaze~Osas Osagie~Osa Efosa~Efe Ibrahim~Ibro Musa Yusuf:Yusufu Aliyu~Ali Sani Godwin~God Sunday
Friday Emmanuel~Emma Blessed Festus Olakunle~Kunle Oladipo~Dipo Adewale~Wale Abiodun~Abbey Chidi
Chibuzor~Buzor Okechukwu~Okey Ehigie
""")
NIGERIAN_WOMEN: Final = listed("""
Blessing~Bless Precious~Presh Joy Faith Mercy Patience Gift Oluwakemi~Kemi Folasade~Sade
Adenike~Nike Titilayo~Titi Yetunde~Yetty Omolara~Lara Ngozi~Ngo Chioma~Chi Adaeze~Ada Ifeoma~Ify
Nkechi~Kechi Amarachi~Amara Osayuki~Yuki Isoken~Iso Itohan~Ito Osarugue~Ruky Eghosa Aisha:Aishat
Fatima:Fatimah Halima~Hali Zainab~Zee Eseosa~Ese Uwa Chiamaka~Amaka Obioma Bolanle~Bola
""")
NIGERIAN_HEADS: Final = listed(
    "Ade Olu Ola Ayo Ogun Oye Fa Akin Oko Nwa Eze Chukwu Obi Onye Osa Igbin Aig Edo"
)
NIGERIAN_TAILS: Final = listed("""
yemi tola kunle dele bamise niran wale sanya moye kafor chukwu nwa bueze obi mwen ghae edion bor
wumi femi gbemi sola toye kanmi nkwo emena
""")

ARABIC_MEN: Final = listed("""
Mohammed:Muhammad,Mohamed~Hamoudi=محمد Ahmed:Ahmad,Ahmet~Hamada=أحمد Ali:Aly~Alawi=علي
Mahmoud:Mahmud,Mahmood~Hamoud=محمود Hassan:Hasan,Hassane~Hassouni=حسن
Hussein:Husayn,Hossein~Hassoun=حسين Omar:Umar,Omer~Ammouri=عمر
Khaled:Khalid,Haled~Khalloudi=خالد Youssef:Yusuf,Yousif~Joe=يوسف
Ibrahim:Ebrahim,Brahim~Barhoum=إبراهيم Mustafa:Moustafa,Mostafa~Safi=مصطفى
Abdullah:Abdallah,Abdulla~Abboud=عبدالله Abdulrahman:Abdelrahman,Abderrahmane~Abboud=عبدالرحمن
Salem:Salim,Saleem~Sallouma=سالم Tariq:Tarek,Tareq~Tarouq=طارق Karim:Kareem,Karem~Karoumi=كريم
Faisal:Faysal,Feisal~Fassoul=فيصل Nasser:Nasir,Naser~Nassouri=ناصر
Samir:Sameer,Samer~Sammour=سمير Walid:Waleed,Oualid~Lido=وليد Jamal:Gamal,Djamel~Jimmy=جمال
Bilal:Belal,Bilel~Bello=بلال Hamza:Hamzah,Hamzeh~Hamzawi=حمزة Saeed:Said,Sayid~Saado=سعيد
Rashid:Rasheed,Rachid~Rashoudi=رشيد Yasin:Yaseen,Yassine~Yassou=ياسين
Idris:Edris,Driss~Didi=إدريس Adam:Adem=آدم Osman:Othman,Uthman~Osi=عثمان
Haroun:Harun,Haron=هارون
""")
ARABIC_WOMEN: Final = listed("""
Fatima:Fatma,Fatemah~Fattoum=فاطمة Aisha:Aicha,Aysha~Ayoush=عائشة
Maryam:Mariam,Meryem~Marioum=مريم Khadija:Khadijah,Hadija~Dija=خديجة
Zainab:Zaynab,Zeinab~Zanouba=زينب Amina:Aminah,Ameena~Mimi=أمينة Layla:Leila,Laila~Loulou=ليلى
Huda:Hoda,Houda~Hadhoud=هدى Noor:Nour,Nur~Nano=نور Salma:Selma=سلمى Rania:Raniya~Rannoush=رانيا
Samira:Sameera~Sousou=سميرة Hanan:Hanane~Hannoun=حنان Asma:Asmaa,Esma=أسماء
""")
ARABIC_CLANS: Final = listed("""
al-Masri:El_Masry,Elmasri=المصري al-Hassan:Elhassan,Alhasan=الحسن
al-Khatib:El_Khateeb,Alkhatib=الخطيب al-Najjar:El_Naggar,Alnajar=النجار
al-Sayed:El_Sayed,Alsayid=السيد al-Ahmad:Elahmed,Alahmed=الأحمد
al-Jaburi:El_Juburi,Aljbouri=الجبوري al-Hamid:El_Hameed,Alhamed=الحميد
al-Tayeb:El_Tayib,Altaieb=الطيب al-Bashir:El_Basheer,Albashir=البشير
al-Halabi:El_Halaby,Alhalabi=الحلبي al-Omari:El_Omary,Alomari=العمري
""")

HABESHA_MEN: Final = listed("""
Tesfay:Tesfaye,Tesfai=ተስፋይ Gebremedhin:Ghebremedhin,Gebre_Medhin~Gebre=ገብረመድህን
Haile:Hailay,Hayle=ኃይለ Berhane:Birhane,Brhane=ብርሃነ Yonas:Jonas,Yohannes=ዮናስ
Dawit:David,Daweet=ዳዊት Abraham:Abrham,Abreham=አብርሃም Mehari:Mahari,Mehary=መሓሪ
Kidane:Kidanu,Kidanie=ኪዳነ Tekle:Tekele,Tecle=ተክለ Solomon:Selomon,Salomon=ሰለሞን Daniel:Danel=ዳንኤል
Samuel:Samiel=ሳሙኤል Filmon:Philmon,Filimon=ፊልሞን Robel:Robiel=ሮቤል Amanuel:Emanuel,Amanueal=አማኑኤል
Habtom:Habtam,Habtome=ሃብቶም Kibrom:Kbrom,Kebrom=ክብሮም Mulugeta:Muluget,Mulugieta~Mulu=ሙሉጌታ
Girma:Grma,Girmay=ግርማ Bekele:Bekelle,Beqele=በቀለ Abebe:Abebbe=አበበ Tadesse:Taddese,Tadese=ታደሰ
Alemayehu:Alemayhu,Alemaiehu~Alex=ዓለማየሁ Getachew:Getachow,Gietachew~Getu=ጌታቸው Teklu:Tekilu=ተክሉ
Weldu:Woldu,Uoldu=ወልዱ Isaias:Esayas,Issaias=ኢሳይያስ Mekonnen:Mokonnen,Mekonen=መኮንን
Zerai:Zeray,Zeraye=ዘርአይ Goitom:Goytom,Guoitom=ጎይቶም Ermias:Ermiyas,Hermias=ኤርምያስ
Fisseha:Fsha,Fesseha=ፍስሃ Negash:Negassi,Neghash=ነጋሽ
""")
HABESHA_WOMEN: Final = listed("""
Selam:Salam,Sellam=ሰላም Hiwet:Hiwot,Hywet=ህይወት Tsehay:Sehay,Tsehaye=ፀሐይ
Letebrhan:Lete_Berhan,Letebirhan~Lete=ለተብርሃን Almaz:Almas=አልማዝ Tigist:Tigst,Tegest~Tigi=ትዕግስት
Meseret:Mesert,Meserat~Mesi=መሰረት Saba:Sabba=ሳባ Rahel:Rachel,Rahiel=ራሄል
Bethlehem:Betelhem,Bettlehem~Betty=ቤተልሔም Hirut:Hrut,Heruth=ሂሩት Abeba:Abebba=አበባ
Senait:Senayt,Sennait=ሰናይት Feven:Feben,Fiven=ፌቨን Winta:Wuinta=ዊንታ Genet:Gennet,Ghenet=ገነት
Yordanos:Jordanos,Yordannos~Yordi=ዮርዳኖስ
""")
